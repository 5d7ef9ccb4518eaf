using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>The risk device in software: judges orders, applies executions, takes limits and prices.</summary>
/// <remarks>
/// Spec: records.md sections 1 to 4; bit-exact twin of the RTL, which has one module for each check file here. A pure
/// state machine over records: time is in them, nothing else is read. One thread owns it. All memory is taken at
/// construction; nothing allocates, throws or waits after that, whatever the bytes.
/// </remarks>
public sealed class RiskTwin
{
    private const ushort ControlTemplateId = 8;
    private const ushort PrimeFirst = 16;
    private const ushort PrimeLast = 31;

    private readonly RiskSizes _sizes;
    private readonly LimitTables _limits;
    private readonly ExposureTables _exposure;
    private readonly OrderJudge _orders;
    private readonly ExecutionTaker _executions;
    private readonly ControlRows _control;

    /// <summary>Makes the tables.</summary>
    /// <param name="sizes">Rows of each table; <see cref="RiskSizes.Fit"/> must have said that they fit.</param>
    /// <param name="forgetRelease">
    /// The planted fault forget-release: the first release of a trade or of a cancelled order (execType F or 4) that
    /// would move anything is left out, once.
    /// </param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public RiskTwin(RiskSizes sizes, bool forgetRelease = false)
    {
        if (!RiskSizes.Fit(sizes, out string message)) throw new ArgumentException(message, nameof(sizes));

        _sizes = sizes;
        _limits = new LimitTables(sizes);
        _exposure = new ExposureTables(sizes);
        _orders = new OrderJudge(_limits, _exposure);
        _executions = new ExecutionTaker(_limits, _exposure, forgetRelease);
        _control = new ControlRows(_limits, _exposure);
    }

    /// <summary>Records that released more than was open; each is a broken invariant of what wrote them.</summary>
    public ulong Underflows => _exposure.Underflows;

    /// <summary>Trades of more lots than their order held; input, to be alerted.</summary>
    public ulong Overfills => _executions.Overfills;

    /// <summary>Records that would have passed the largest sum that is kept, 2¹²⁷ − 1 E8 or 2⁶¹ lots.</summary>
    public ulong Saturations => _exposure.Saturations;

    /// <summary>The planted fault is armed and has not happened yet.</summary>
    public bool ForgetRelease => _executions.ForgetRelease;

    /// <summary>Judges records in their order, in place.</summary>
    /// <param name="records">
    /// Orders, Executions, Limit and Price rows are answered in their verdict; of a market order the price is written
    /// too. A verdict that is not zero is left alone, and its record does nothing. The other known templates (5 to 9,
    /// 16 to 31) are left alone; an unknown one is answered Malformed (section 9).
    /// </param>
    public void Judge(Span<Record> records)
    {
        for (int i = 0; i < records.Length; i++)
        {
            ref Record record = ref records[i];
            switch (record.TemplateId)
            {
                case Order.TemplateId:
                    ref Order order = ref record.Order;
                    if (order.Verdict == Verdict.Accept) order.Verdict = _orders.Judge(ref order);
                    break;
                case Execution.TemplateId:
                    ref Execution execution = ref record.Execution;
                    if (execution.Verdict == Verdict.Accept) execution.Verdict = _executions.Take(in execution);
                    break;
                case Limit.TemplateId:
                    ref Limit limit = ref record.Limit;
                    if (limit.Verdict == Verdict.Accept) limit.Verdict = _control.Take(in limit);
                    break;
                case Price.TemplateId:
                    ref Price price = ref record.Price;
                    if (price.Verdict == Verdict.Accept) price.Verdict = _control.Take(in price);
                    break;
                default:
                    RefuseUnknown(ref record);
                    break;
            }
        }
    }

    /// <summary>What an account holds and has open in an instrument.</summary>
    /// <param name="account">Row, below the accounts' size.</param>
    /// <param name="instrument">Row, below the instruments' size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row outside its table.</exception>
    public PairState Pair(uint account, uint instrument)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(account, (uint)_sizes.Accounts);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(instrument, (uint)_sizes.Instruments);
        ref readonly PairRow row = ref _exposure.Pair(account, instrument);
        return new PairState(
            (Int128)row.BuyValue, (Int128)row.SellValue, row.BuyLots, row.SellLots, row.Position);
    }

    /// <summary>Open value of an account over all its instruments, both sides; money E8.</summary>
    /// <param name="account">Row, below the accounts' size.</param>
    public Int128 AccountOpenValue(uint account) => (Int128)_exposure.Account(account).OpenValue;

    /// <summary>Open value of a firm over all its accounts; money E8.</summary>
    /// <param name="firm">Row, below the firms' size.</param>
    public Int128 FirmOpenValue(uint firm) => (Int128)_exposure.Firm(firm);

    /// <summary>Hash over every table, counter and the sequence: equal states, equal hashes. Cost: all rows.</summary>
    /// <returns>64 bits; printed as hexadecimal elsewhere.</returns>
    public ulong StateHash()
    {
        StateHash hash = default;
        _limits.AddTo(ref hash);
        _exposure.AddTo(ref hash);
        hash.Add(_executions.Overfills);
        hash.Add(_control.Sequence);
        return hash.Value;
    }

    /// <summary>Byte 59 is where every record of the device has its verdict.</summary>
    private static void RefuseUnknown(ref Record record)
    {
        bool known = record.TemplateId is Name.TemplateId or Instrument.TemplateId or Quote.TemplateId
            or Movement.TemplateId or ControlTemplateId or (>= PrimeFirst and <= PrimeLast);
        if (!known && record.Order.Verdict == Verdict.Accept) record.Order.Verdict = Verdict.Malformed;
    }
}
