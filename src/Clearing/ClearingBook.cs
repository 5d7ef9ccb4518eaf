using System;
using System.Collections.Generic;
using Gateway.Wire;

namespace Gateway.Clearing;

/// <summary>Clears what the lane logged: a match becomes two trades with the house.</summary>
/// <remarks>
/// A deterministic state machine of one thread: same records, same settlements between them, same
/// <see cref="StateHash"/>. Spec: records.md sections 1, 2, 6; clearing.md sections 1, 4, 6, 7, 9.
/// </remarks>
public sealed class ClearingBook
{
    private const byte Buy = 1;
    private const byte Sell = 2;
    private const byte SellShort = 5;
    private const byte SellShortExempt = 6;
    private const int TagBit = 120;
    private static readonly UInt128 MovementTag = (UInt128)1 << TagBit;

    private readonly Roster _roster;
    private readonly FillTable _fills = new();
    private readonly Rows<Trade> _trades = new();
    private readonly List<int> _queue = [];
    private readonly Settlement _settlement;
    private readonly Transfer[] _legs = new Transfer[Trade.LegsMax];
    private readonly TransferResult[] _results = new TransferResult[Trade.LegsMax];
    private readonly long[] _counts = new long[(int)ClearingResult.NoCover + 1];

    /// <summary>An empty book.</summary>
    public ClearingBook()
    {
        _roster = new Roster(Ledger);
        _settlement = new Settlement(Ledger, _trades, _roster.House);
    }

    /// <summary>Accounts: pairs of holder and asset used so far.</summary>
    public int AccountCount => Ledger.AccountCount;

    /// <summary>Holders, the book's own included; they are numbered from 1.</summary>
    public uint HolderCount => Ledger.HolderCount;

    /// <summary>Assets; they are numbered from 1.</summary>
    public uint AssetCount => Ledger.AssetCount;

    /// <summary>Log position of the last record that concerned clearing; -1 before the first.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>Matches that became trades; a bust undoes no count.</summary>
    public long TradesCleared => Count(ClearingResult.Novated);

    /// <summary>Trade reports of orders of ours, whatever became of them.</summary>
    public long FillsSeen { get; private set; }

    /// <summary>Fills whose other half has not come.</summary>
    public int UnmatchedFills => _fills.UnmatchedCount;

    /// <summary>Fills that came again.</summary>
    public long DuplicateFills { get; private set; }

    /// <summary>Trades settled, reversals of busted ones included.</summary>
    public long Settled { get; private set; }

    /// <summary>Trades that are neither settled nor cancelled.</summary>
    public int Pending => _queue.Count;

    internal Ledger Ledger { get; } = new();

    /// <summary>Records by what became of them; ignored ones and repetitions of the log are not counted.</summary>
    /// <param name="result">Result.</param>
    /// <returns>Count.</returns>
    public long Count(ClearingResult result) => _counts[(int)result];

    /// <summary>Whether a record can change a book at all; a journal of these alone rebuilds it.</summary>
    /// <remarks>
    /// Names of accounts, symbols and currencies; instruments; movements; fills and busts of orders of ours. Orders,
    /// limits, prices, quotes and the other answers of a venue move neither cash nor securities.
    /// </remarks>
    /// <param name="record">Any record of the log.</param>
    /// <returns>False: <see cref="Apply"/> would ignore it.</returns>
    public static bool Concerns(in Record record) => record.TemplateId switch
    {
        Execution.TemplateId => record.Execution is { OrderId: not 0, ExecType: (byte)'F' or (byte)'H' },
        Name.TemplateId => NameTable.Takes(record.Name.Kind),
        Instrument.TemplateId or Movement.TemplateId => true,
        _ => false,
    };

    /// <summary>Applies one record of the log.</summary>
    /// <param name="record">Record.</param>
    /// <param name="position">Its position, above that of every record before it.</param>
    /// <returns>Ignored, Behind or what <see cref="ClearingResult"/> says; a refused one changes no balance.</returns>
    public ClearingResult Apply(in Record record, long position)
    {
        if (!Concerns(record)) return ClearingResult.Ignored;
        if (position <= Position) return ClearingResult.Behind;

        Position = position;
        ClearingResult result = record.TemplateId switch
        {
            Execution.TemplateId => record.Execution.ExecType == (byte)'F'
                ? Take(record.Execution)
                : Bust(record.Execution),
            Name.TemplateId => _roster.Add(record.Name),
            Instrument.TemplateId => _roster.Add(record.Instrument),
            _ => Move(record.Movement),
        };
        _counts[(int)result]++;
        return result;
    }

    /// <summary>Settles every pending trade that is covered, alone or together with others.</summary>
    /// <returns>Trades settled now.</returns>
    public int Settle()
    {
        int settled = _settlement.Run(_queue);
        Settled += settled;
        for (int row = 0; row < Ledger.AccountCount; row++)
        {
            ref readonly LedgerAccount account = ref Ledger.Account(row);
            Invariant.Require(!account.Bounded || account.Free >= 0, "no bounded account gives what it has not");
            Invariant.Require(account.Holder != _roster.House || account.Balance == 0, "the house ends flat");
        }

        for (uint asset = 1; asset <= Ledger.AssetCount; asset++)
        {
            Invariant.Require(Ledger.Sum(asset) == 0, "every asset sums to zero");
        }

        return settled;
    }

    /// <summary>A trade that has not settled.</summary>
    /// <param name="index">Below <see cref="Pending"/>; in the order of the trades.</param>
    /// <returns>The trade and what it lacks.</returns>
    public PendingTrade PendingAt(int index) => _settlement.Lack(_queue[index]);

    /// <summary>One account.</summary>
    /// <param name="row">Below <see cref="AccountCount"/>, in the order of first use.</param>
    /// <returns>Changed by later records.</returns>
    public ref readonly LedgerAccount Account(int row) => ref Ledger.Account(row);

    /// <summary>Fills whose other half has not come, in the order they came.</summary>
    /// <param name="after">-1, or the row that the last call gave.</param>
    /// <param name="fill">The next one; default when there is none.</param>
    /// <returns>Its row, or -1.</returns>
    public int NextUnmatched(int after, out UnmatchedFill fill)
    {
        fill = default;
        for (int row = after + 1; row < _fills.Count; row++)
        {
            if (_fills[row].State != FillState.Unmatched) continue;

            ref Fill found = ref _fills[row];
            (uint instrument, int price, uint lots) = (found.Instrument, found.Price, found.Quantity);
            fill = new(found.Match, found.OrderId, found.Holder, found.Buys, instrument, price, lots);
            return row;
        }

        return -1;
    }

    /// <summary>Whether a holder is one that the book itself adds.</summary>
    /// <param name="holder">An account's holder.</param>
    /// <returns>True for `world` and `ccp`.</returns>
    public bool IsOwn(uint holder) => holder == _roster.World || holder == _roster.House;

    /// <summary>Name of a holder; two accounts may have the same.</summary>
    /// <param name="holder">An account's holder.</param>
    /// <returns>The account's name, `world` or `ccp`.</returns>
    public string HolderName(uint holder) => _roster.HolderName(holder);

    /// <summary>Name of an asset; two instruments may have the same symbol.</summary>
    /// <param name="asset">From 1 to <see cref="AssetCount"/>.</param>
    /// <returns>Currency code or symbol.</returns>
    public string AssetName(uint asset) => _roster.AssetName(asset);

    /// <summary>What every holder has of an asset together.</summary>
    /// <param name="asset">Asset.</param>
    /// <returns>Zero, or the ledger is broken.</returns>
    public Int128 LedgerSum(uint asset) => Ledger.Sum(asset);

    /// <summary>SHA-256 of names, ledger, fills, trades and counts.</summary>
    /// <returns>64 hexadecimal digits. Cost: O(everything booked).</returns>
    public string StateHash()
    {
        using var hash = new BookHash();
        hash.Add(Position);
        _roster.AddTo(hash);
        Ledger.AddTo(hash);
        _fills.AddTo(hash);
        hash.Add((uint)_trades.Count);
        for (int row = 0; row < _trades.Count; row++) _trades[row].AddTo(hash);
        hash.Add(FillsSeen);
        hash.Add(DuplicateFills);
        hash.Add(Settled);
        foreach (long count in _counts) hash.Add(count);
        return hash.End();
    }

    private ClearingResult Take(in Execution report)
    {
        FillsSeen++;
        bool buys = report.Side == Buy;
        if (report.Quantity == 0 || !(buys || report.Side is Sell or SellShort or SellShortExempt))
        {
            return ClearingResult.Malformed;
        }

        if (!_roster.TryProduct(report.Instrument, out Product product)) return ClearingResult.UnknownInstrument;
        uint holder = _roster.HolderOf(report.Account);
        if (holder == 0) return ClearingResult.UnknownAccount;
        if (report.Match is 0 or Record.NoRow) return ClearingResult.NoMatch;

        int old = _fills.Find(report.Match, report.OrderId);
        if (old >= 0 && _fills[old].State != FillState.Busted)
        {
            DuplicateFills++;
            return ClearingResult.Exists;
        }

        return Match(FillOf(report, holder, buys), product);
    }

    private static Fill FillOf(in Execution report, uint holder, bool buys) => new()
    {
        OrderId = report.OrderId,
        Match = report.Match,
        Instrument = report.Instrument,
        Holder = holder,
        Price = report.Price,
        Quantity = report.Quantity,
        Buys = buys,
        State = FillState.Unmatched,
        Trade = Fill.None,
    };

    private ClearingResult Match(in Fill fill, in Product product)
    {
        int other = _fills.OtherHalf(fill);
        int row = _fills.Add(fill);
        if (other < 0) return ClearingResult.Unmatched;

        Trade trade = fill.Buys ? TradeOf(fill, _fills[other], product) : TradeOf(_fills[other], fill, product);
        if (!Novate(trade)) return ClearingResult.Overflow;

        _fills.Leave(row, FillState.Traded);
        _fills.Leave(other, FillState.Traded);
        _fills[row].Trade = _fills[other].Trade = _trades.Count - 1;
        return ClearingResult.Novated;
    }

    private Trade TradeOf(in Fill buy, in Fill sell, in Product product)
    {
        bool turned = buy.Price < 0;
        uint payer = turned ? sell.Holder : buy.Holder;
        uint payee = turned ? buy.Holder : sell.Holder;
        return new Trade
        {
            Match = buy.Match,
            Instrument = buy.Instrument,
            Payer = payer,
            Payee = payee,
            Deliverer = sell.Holder,
            Receiver = buy.Holder,
            Currency = product.Currency,
            Security = product.Security,
            Lots = buy.Quantity,
            Cash = (Int128)Math.Abs((long)buy.Price) * buy.Quantity * product.TickValue,
            PayerRow = Ledger.RowOf(payer, product.Currency),
            PayeeRow = Ledger.RowOf(payee, product.Currency),
            DelivererRow = Ledger.RowOf(sell.Holder, product.Security),
            ReceiverRow = Ledger.RowOf(buy.Holder, product.Security),
        };
    }

    /// <summary>Puts the house between the two: their legs fall due.</summary>
    private bool Novate(in Trade trade)
    {
        if (!Book(trade, _trades.Count, TransferFlags.Pending)) return false;
        _queue.Add(_trades.Add(trade));
        return true;
    }

    private bool Book(in Trade trade, int row, TransferFlags step)
    {
        int count = TradeLegs.Write(_legs, trade, row, _roster.House, step);
        Ledger.Post(_legs.AsSpan(0, count), _results);
        return _results[0] == TransferResult.Ok;
    }

    private ClearingResult Bust(in Execution report)
    {
        int row = _fills.Find(report.Match, report.OrderId);
        if (row < 0 || _fills[row].State == FillState.Busted) return ClearingResult.UnknownFill;
        if (_fills[row].State == FillState.Unmatched)
        {
            _fills.Leave(row, FillState.Busted);
            return ClearingResult.Busted;
        }

        _fills[row].State = FillState.Busted;
        ref Trade trade = ref _trades[_fills[row].Trade];
        trade.Busts++;
        return trade.Busts == 1 ? ClearingResult.Held : Undo(ref trade, _fills[row].Trade);
    }

    private ClearingResult Undo(ref Trade trade, int row)
    {
        if (trade.State == TradeState.Settled)
        {
            if (!Novate(trade.Reverse())) return ClearingResult.Overflow;
            trade.State = TradeState.Reversed;
            return ClearingResult.Busted;
        }

        Invariant.Require(Book(trade, row, TransferFlags.Void), "a trade that is due can be voided");
        trade.State = TradeState.Cancelled;
        _queue.RemoveAt(_queue.BinarySearch(row));
        return ClearingResult.Busted;
    }

    private ClearingResult Move(in Movement movement)
    {
        if (movement.Kind > MovementKind.Income) return ClearingResult.Malformed;

        ClearingResult result = AssetOf(movement, out uint asset, out long unit);
        if (result != ClearingResult.Ok) return result;

        uint holder = _roster.HolderOf(movement.Account);
        if (holder == 0) return ClearingResult.UnknownAccount;

        (Int128 amount, Int128 rest) = Int128.DivRem(movement.Amount, unit);
        if (rest != 0 || amount == 0 || amount == Int128.MinValue) return ClearingResult.BadAmount;

        bool gains = amount > 0;
        return ResultOf(Ledger.Post(new Transfer
        {
            Id = MovementTag | movement.Sequence,
            Debit = gains ? _roster.World : holder,
            Credit = gains ? holder : _roster.World,
            Asset = asset,
            Amount = Int128.Abs(amount),
            Code = TransferCode.Opening + (ushort)movement.Kind,
        }));
    }

    /// <summary>What a movement moves, and how much of its amount is one unit of the ledger.</summary>
    private ClearingResult AssetOf(in Movement movement, out uint asset, out long unit)
    {
        (asset, unit) = (0, 1);
        if (movement.Instrument != Record.NoRow)
        {
            if (!_roster.TryProduct(movement.Instrument, out Product product)) return ClearingResult.UnknownInstrument;
            asset = product.Security;
            return ClearingResult.Ok;
        }

        asset = _roster.CurrencyOf(movement.Currency);
        if (asset == 0) return ClearingResult.UnknownCurrency;
        unit = Units.MinorE8(_roster.MinorDigits(movement.Currency));
        return ClearingResult.Ok;
    }

    /// <summary>What can become of a movement; an id that failed once failed for want of cover.</summary>
    private static ClearingResult ResultOf(TransferResult result) => result switch
    {
        TransferResult.Ok => ClearingResult.Ok,
        TransferResult.Exists => ClearingResult.Exists,
        TransferResult.Overflow => ClearingResult.Overflow,
        TransferResult.IdAlreadyFailed or TransferResult.ExceedsCredits => ClearingResult.NoCover,
        _ => ClearingResult.ExistsDifferent,
    };
}
