using System;

namespace Gateway.Risk;

/// <summary>Open value and quantity per pair and side, positions, and value sums per account and firm.</summary>
/// <remarks>
/// Spec: records.md section 3, rules 1 and 8. The sums are always those of the pairs: an account's is that of its
/// pairs' sides, a firm's that of its accounts; what saturates in a pair moves them by as much as the pair moved.
/// Bounds: every open value ≤ its firm's sum ≤ <see cref="Money.SumMax"/>; lots and positions ≤ <see cref="LotsMax"/>.
/// What would pass them stops there and is counted; 2¹⁶ orders of the largest value, or 2²⁹ of the largest quantity,
/// have to be open for that.
/// </remarks>
internal sealed class ExposureTables(RiskSizes sizes)
{
    /// <summary>2⁶¹: a position, open lots and one more order add up within 64 signed bits.</summary>
    internal const long LotsMax = 1L << 61;

    private readonly PairRow[] _pairs = new PairRow[sizes.Accounts * sizes.Instruments];
    private readonly AccountRow[] _accounts = new AccountRow[sizes.Accounts];
    private readonly UInt128[] _firms = new UInt128[sizes.Firms];
    private readonly InstrumentRow[] _instruments = new InstrumentRow[sizes.Instruments];
    private readonly uint _stride = (uint)sizes.Instruments;

    /// <summary>Records that released more than was open; 0 in a sound stream.</summary>
    internal ulong Underflows { get; private set; }

    /// <summary>Records that a table had no room for; 0 in a sound stream.</summary>
    internal ulong Saturations { get; private set; }

    /// <summary>Rows by reference; the caller knows that they lie within the tables.</summary>
    internal ref PairRow Pair(uint account, uint instrument) => ref _pairs[(account * _stride) + instrument];

    internal ref AccountRow Account(uint account) => ref _accounts[account];

    internal ref UInt128 Firm(uint firm) => ref _firms[firm];

    internal ref InstrumentRow Instrument(uint instrument) => ref _instruments[instrument];

    /// <summary>open += after − before, of one side of one pair and the sums above it.</summary>
    internal void Move(uint account, uint instrument, bool buy, Hold before, Hold after)
    {
        if (before == after) return;
        ref PairRow pair = ref Pair(account, instrument);
        ref InstrumentRow market = ref _instruments[instrument];
        ref AccountRow owner = ref _accounts[account];
        ref UInt128 firm = ref _firms[owner.Firm];
        ref UInt128 value = ref (buy ? ref pair.BuyValue : ref pair.SellValue);
        ref long lots = ref (buy ? ref pair.BuyLots : ref pair.SellLots);

        UInt128 oldValue = value;
        long oldLots = lots;
        value = MovedValue(oldValue, firm, before.TickLots, after.TickLots, market.TickValue, out Bound valueBound);
        lots = Bounded(oldLots + after.Lots - before.Lots, 0, out Bound lotsBound);
        Count(valueBound | lotsBound);

        owner.OpenValue += value - oldValue;
        firm += value - oldValue;
        market.OpenSides += Openness(value, lots) - Openness(oldValue, oldLots);
    }

    /// <summary>Moves a position by a signed number of lots.</summary>
    internal void MovePosition(uint account, uint instrument, long lots)
    {
        ref PairRow pair = ref Pair(account, instrument);
        pair.Position = Bounded(pair.Position + lots, -LotsMax, out Bound bound);
        if (bound != Bound.None) Saturations++;
    }

    /// <summary>Folds every row: pairs, accounts, firms, instruments, counters.</summary>
    internal void AddTo(ref StateHash hash)
    {
        AddPairs(ref hash);
        foreach (ref readonly AccountRow row in (ReadOnlySpan<AccountRow>)_accounts)
        {
            hash.Add(row.OpenValue);
            hash.Add(row.Firm);
        }

        foreach (UInt128 sum in _firms) hash.Add(sum);
        AddInstruments(ref hash);
        hash.Add(Underflows);
        hash.Add(Saturations);
    }

    private static UInt128 MovedValue(
        UInt128 open, UInt128 firm, ulong before, ulong after, ulong tickValue, out Bound bound)
    {
        bound = Bound.None;
        if (after >= before)
        {
            UInt128 rise = Money.Of(after - before, tickValue);
            UInt128 room = Money.SumMax - firm;
            if (rise <= room) return open + rise;
            bound = Bound.Upper;
            return open + room;
        }

        UInt128 fall = Money.Of(before - after, tickValue);
        if (fall <= open) return open - fall;
        bound = Bound.Lower;
        return 0;
    }

    /// <summary>No overflow on the way here: |lots| ≤ 2⁶¹ and one record moves them by less than 2³².</summary>
    private static long Bounded(long lots, long least, out Bound bound)
    {
        bound = lots < least ? Bound.Lower : lots > LotsMax ? Bound.Upper : Bound.None;
        return Math.Clamp(lots, least, LotsMax);
    }

    private static uint Openness(UInt128 value, long lots) => value != UInt128.Zero || lots != 0 ? 1u : 0u;

    private void Count(Bound bound)
    {
        if (bound == Bound.None) return;
        if ((bound & Bound.Lower) != 0) Underflows++;
        if ((bound & Bound.Upper) != 0) Saturations++;
    }

    private void AddPairs(ref StateHash hash)
    {
        foreach (ref readonly PairRow row in (ReadOnlySpan<PairRow>)_pairs)
        {
            hash.Add(row.BuyValue);
            hash.Add(row.SellValue);
            hash.Add((ulong)row.BuyLots);
            hash.Add((ulong)row.SellLots);
            hash.Add((ulong)row.Position);
        }
    }

    private void AddInstruments(ref StateHash hash)
    {
        foreach (ref readonly InstrumentRow row in (ReadOnlySpan<InstrumentRow>)_instruments)
        {
            hash.Add(row.TickValue);
            hash.Add(row.PriceTimeNs);
            hash.Add(row.AgeNsMax);
            hash.Add((uint)row.Low | ((ulong)(uint)row.High << 32));
            hash.Add((uint)row.MarketPrice | ((ulong)row.OpenSides << 32));
        }
    }

    [Flags]
    private enum Bound
    {
        None = 0,
        Lower = 1,
        Upper = 2,
    }
}
