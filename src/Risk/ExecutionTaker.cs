using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Applies Execution records: never judged, only found or not.</summary>
/// <remarks>
/// Spec: records.md section 3, rules 5 and 8. Total over every bit pattern, for a verdict other than Accept and
/// UnknownRow does not exist here: an execType that is not in the list counts among "all others" (held becomes
/// price × quantity), a side other than 1 as a sell, and |price| may be 2³¹.
/// </remarks>
internal sealed class ExecutionTaker(LimitTables limits, ExposureTables exposure, bool forgetRelease)
{
    private const byte Buy = 1;
    private const byte Trade = (byte)'F';
    private const byte Bust = (byte)'H';
    private const byte Canceled = (byte)'4';

    /// <summary>Trades of more than was held.</summary>
    internal ulong Overfills { get; private set; }

    /// <summary>True until the planted fault has happened: one release of a trade or a cancel is left out.</summary>
    internal bool ForgetRelease { get; private set; } = forgetRelease;

    internal Verdict Take(in Execution execution)
    {
        ref LimitRow pair = ref limits.Pair(execution.Account, execution.Instrument);
        if (execution.OrderId == 0 || (pair.Flags & ScopeFlags.Registered) == 0) return Verdict.UnknownRow;

        pair.Flags |= ScopeFlags.Traded;
        bool buy = execution.Side == Buy;
        if (execution.ExecType == Trade) Fill(in execution, buy);
        else if (execution.ExecType == Bust) MovePosition(in execution, !buy);
        else HoldFromNowOn(in execution, buy);
        return Verdict.Accept;
    }

    /// <summary>Releases what was held of the lots traded; the position moves by all of them.</summary>
    private void Fill(in Execution fill, bool buy)
    {
        if (fill.Quantity > fill.HeldQuantity) Overfills++;
        uint released = Math.Min(fill.Quantity, fill.HeldQuantity);
        if (!Forgets(released)) Move(in fill, buy, Hold.Of(fill.HeldPrice, released), default);
        MovePosition(in fill, buy);
    }

    private void HoldFromNowOn(in Execution answer, bool buy)
    {
        if (answer.ExecType == Canceled && Forgets(answer.HeldQuantity)) return;
        Hold before = Hold.Of(answer.HeldPrice, answer.HeldQuantity);
        Move(in answer, buy, before, Hold.Of(answer.Price, answer.Quantity));
    }

    /// <summary>The fault: the first release that would move anything does not.</summary>
    private bool Forgets(uint lots)
    {
        if (!ForgetRelease || lots == 0) return false;
        ForgetRelease = false;
        return true;
    }

    private void Move(in Execution execution, bool buy, Hold before, Hold after) =>
        exposure.Move(execution.Account, execution.Instrument, buy, before, after);

    private void MovePosition(in Execution execution, bool up)
    {
        long lots = execution.Quantity;
        exposure.MovePosition(execution.Account, execution.Instrument, up ? lots : -lots);
    }
}
