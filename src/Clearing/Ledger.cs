using System;
using System.Collections.Generic;

namespace Gateway.Clearing;

/// <summary>Double-entry ledger: all value moves through it, as transfers.</summary>
/// <remarks>
/// One thread. Each transfer debits one account and credits another by the same amount, so every asset sums to zero
/// over all accounts; a bounded account never gives what it has not. Spec: clearing.md section 9.
/// </remarks>
public sealed class Ledger
{
    private readonly LedgerAccounts _accounts = new();
    private readonly Rows<Transfer> _transfers = new();
    private readonly Rows<PendingState> _states = new();
    private readonly TransferIndex _index;
    private readonly HashSet<UInt128> _spent = [];
    private readonly List<UInt128> _spentInOrder = [];

    /// <summary>An empty ledger.</summary>
    public Ledger() => _index = new TransferIndex(_transfers);

    /// <summary>Transfers booked so far.</summary>
    public int TransferCount => _transfers.Count;

    /// <summary>Account rows: pairs of holder and asset used so far.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>Holders; they are numbered from 1.</summary>
    public uint HolderCount => _accounts.HolderCount;

    /// <summary>Assets; they are numbered from 1.</summary>
    public uint AssetCount => _accounts.AssetCount;

    /// <summary>Takes in a holder.</summary>
    /// <param name="bounded">False: may give without limit, as the world outside does.</param>
    /// <returns>Its number.</returns>
    public uint OpenHolder(bool bounded) => _accounts.OpenHolder(bounded);

    /// <summary>Takes in an asset.</summary>
    /// <returns>Its number.</returns>
    public uint OpenAsset() => _accounts.OpenAsset();

    /// <summary>One account.</summary>
    /// <param name="row">Below <see cref="AccountCount"/>.</param>
    /// <returns>Valid for good; changed by later posts.</returns>
    public ref readonly LedgerAccount Account(int row) => ref _accounts[row];

    /// <summary>What a holder has of an asset.</summary>
    /// <param name="holder">Holder.</param>
    /// <param name="asset">Asset.</param>
    /// <returns>Minor units or lots; 0 for a pair never used.</returns>
    public Int128 Balance(uint holder, uint asset)
    {
        int row = _accounts.Find(holder, asset);
        return row < 0 ? 0 : _accounts[row].Balance;
    }

    /// <summary>Adds up what every holder has of an asset.</summary>
    /// <param name="asset">Asset.</param>
    /// <returns>Zero, or the ledger is broken.</returns>
    public Int128 Sum(uint asset)
    {
        Int128 sum = 0;
        for (int row = 0; row < _accounts.Count; row++)
        {
            if (_accounts[row].Asset == asset) sum += _accounts[row].Balance;
        }

        return sum;
    }

    /// <summary>Posts one transfer.</summary>
    /// <param name="transfer">Not linked.</param>
    /// <returns>The first reason against it, or Ok; a refused transfer changes nothing.</returns>
    public TransferResult Post(in Transfer transfer)
    {
        TransferResult result = default;
        Post(new ReadOnlySpan<Transfer>(in transfer), new Span<TransferResult>(ref result));
        return result;
    }

    /// <summary>Posts a batch: single transfers and chains, a chain all or nothing.</summary>
    /// <remarks>
    /// Inside a chain effects are visible. A post of a due transfer may spend what a later one of its chain brings:
    /// its cover is tested when the chain is complete.
    /// </remarks>
    /// <param name="batch">In order; a chain runs over linked transfers to the first without the flag.</param>
    /// <param name="results">One for each transfer; of a refused chain the first fault is named.</param>
    public void Post(ReadOnlySpan<Transfer> batch, Span<TransferResult> results)
    {
        for (int first = 0; first < batch.Length;)
        {
            int end = first;
            while (end < batch.Length - 1 && batch[end].Is(TransferFlags.Linked)) end++;
            PostChain(batch[first..(end + 1)], results[first..(end + 1)]);
            first = end + 1;
        }
    }

    internal int RowOf(uint holder, uint asset) => _accounts.RowOf(holder, asset);

    internal void AddTo(BookHash hash)
    {
        hash.Add(HolderCount);
        hash.Add(AssetCount);
        hash.Add((uint)_accounts.Count);
        for (int row = 0; row < _accounts.Count; row++) hash.Add(_accounts[row]);
        hash.Add(_transfers);
        hash.Add(_states);
        hash.Add((uint)_spentInOrder.Count);
        foreach (UInt128 id in _spentInOrder) hash.Add(id);
    }

    private void PostChain(ReadOnlySpan<Transfer> chain, Span<TransferResult> results)
    {
        int before = _transfers.Count;
        int fault = FirstFault(chain, results);
        if (fault < 0) return;

        while (_transfers.Count > before) Undo();
        TransferResult reason = results[fault];
        if (TransferRules.Spends(reason) && _spent.Add(chain[fault].Id)) _spentInOrder.Add(chain[fault].Id);
        results.Fill(TransferResult.LinkedFailed);
        results[fault] = reason;
    }

    private int FirstFault(ReadOnlySpan<Transfer> chain, Span<TransferResult> results)
    {
        bool due = false;
        for (int i = 0; i < chain.Length; i++)
        {
            bool open = i == chain.Length - 1 && chain[i].Is(TransferFlags.Linked);
            results[i] = open ? TransferResult.ChainOpen : Try(chain[i], ref due);
            if (results[i] != TransferResult.Ok) return i;
        }

        return due ? FirstUncovered(chain, results) : -1;
    }

    private int FirstUncovered(ReadOnlySpan<Transfer> chain, Span<TransferResult> results)
    {
        int first = _transfers.Count - chain.Length;
        for (int i = 0; i < chain.Length; i++)
        {
            ref Transfer booked = ref _transfers[first + i];
            if (!booked.Is(TransferFlags.Post)) continue;

            ref LedgerAccount debit = ref _accounts[_accounts.RowOf(booked.Debit, booked.Asset)];
            if (!debit.Bounded || debit.Free >= 0) continue;

            results[i] = TransferResult.ExceedsCredits;
            return i;
        }

        return -1;
    }

    private TransferResult Try(in Transfer given, ref bool due)
    {
        TransferResult result = TransferRules.Id(given.Id);
        if (result != TransferResult.Ok) return result;

        int pendingRow = given.Is(TransferRules.Ends) ? _index.Find(given.PendingId) : -1;
        Transfer transfer = pendingRow < 0 ? given : given.FilledFrom(_transfers[pendingRow]);
        int row = _index.Find(given.Id);
        if (row >= 0) return TransferRules.Again(transfer, _transfers[row]);
        if (_spent.Contains(given.Id)) return TransferResult.IdAlreadyFailed;

        result = TransferRules.Shape(given);
        if (result != TransferResult.Ok) return result;

        result = given.Is(TransferRules.Ends) ? TryEnd(transfer, pendingRow) : TryNew(transfer);
        if (result != TransferResult.Ok) return result;

        if (pendingRow >= 0 && given.Is(TransferFlags.Post)) due |= _transfers[pendingRow].Is(TransferFlags.Due);
        Book(transfer, pendingRow);
        return TransferResult.Ok;
    }

    private TransferResult TryNew(in Transfer t)
    {
        if (!_accounts.HasAsset(t.Asset)) return TransferResult.AssetMissing;
        if (t.Code == TransferCode.None) return TransferResult.CodeZero;
        if (!_accounts.HasHolder(t.Debit)) return TransferResult.DebitNotFound;
        if (!_accounts.HasHolder(t.Credit)) return TransferResult.CreditNotFound;
        if (t.Amount > Int128.MaxValue - _accounts.Turnover(t.Asset)) return TransferResult.Overflow;

        ref LedgerAccount debit = ref _accounts[_accounts.RowOf(t.Debit, t.Asset)];
        return debit.Bounded && !t.Is(TransferFlags.Due) && debit.Free < t.Amount
            ? TransferResult.ExceedsCredits
            : TransferResult.Ok;
    }

    private TransferResult TryEnd(in Transfer end, int pendingRow) =>
        pendingRow < 0
            ? TransferResult.PendingNotFound
            : TransferRules.Ending(end, _transfers[pendingRow], _states[pendingRow]);

    private void Book(in Transfer transfer, int pendingRow)
    {
        _transfers.Add(transfer);
        _index.AddLast();
        _states.Add(transfer.Is(TransferFlags.Pending) ? PendingState.Open : PendingState.None);
        if (pendingRow >= 0)
        {
            _states[pendingRow] = transfer.Is(TransferFlags.Post) ? PendingState.Posted : PendingState.Voided;
        }

        Move(transfer, pendingRow, transfer.Amount);
    }

    private void Undo()
    {
        Transfer last = _transfers[_transfers.Count - 1];
        int pendingRow = last.Is(TransferRules.Ends) ? _index.Find(last.PendingId) : -1;
        Move(last, pendingRow, -last.Amount);
        if (pendingRow >= 0) _states[pendingRow] = PendingState.Open;
        _index.RemoveLast();
        _states.RemoveLast();
        _transfers.RemoveLast();
    }

    /// <summary>Changes the sums of both accounts by the transfer's amount; the negative of it takes it back.</summary>
    private void Move(in Transfer t, int pendingRow, Int128 amount)
    {
        ref LedgerAccount debit = ref _accounts[_accounts.RowOf(t.Debit, t.Asset)];
        ref LedgerAccount credit = ref _accounts[_accounts.RowOf(t.Credit, t.Asset)];
        if (pendingRow >= 0)
        {
            ref Transfer pending = ref _transfers[pendingRow];
            Wait(ref debit, ref credit, pending, amount < 0 ? pending.Amount : -pending.Amount);
        }
        else
        {
            _accounts.Turn(t.Asset, amount);
        }

        if (t.Is(TransferFlags.Pending)) Wait(ref debit, ref credit, t, amount);
        if (t.Is(TransferFlags.Pending | TransferFlags.Void)) return;

        debit.DebitsPosted += amount;
        credit.CreditsPosted += amount;
    }

    private static void Wait(ref LedgerAccount debit, ref LedgerAccount credit, in Transfer pending, Int128 amount)
    {
        if (pending.Is(TransferFlags.Due))
        {
            debit.DebitsDue += amount;
            credit.CreditsDue += amount;
            return;
        }

        debit.DebitsPending += amount;
        credit.CreditsPending += amount;
    }
}
