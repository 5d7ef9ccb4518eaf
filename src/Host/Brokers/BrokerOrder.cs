namespace Gateway.Host.Brokers;

/// <summary>An order as its broker sees it.</summary>
internal struct BrokerOrder
{
    /// <summary>When it was due, ns of the measuring clock.</summary>
    internal ulong DueNs;

    /// <summary>OrderQty that the broker asked for last, × 10⁴.</summary>
    internal long QuantityE4;

    /// <summary>The message that names it: the new order, then each replace that was accepted.</summary>
    internal int Current;

    /// <summary>The last replace that is not answered, or -1.</summary>
    internal int Pending;

    /// <summary>Row of the account.</summary>
    internal int Account;

    /// <summary>Row of the instrument, or -1.</summary>
    internal int Instrument;

    /// <summary>FIX 54.</summary>
    internal byte Side;

    /// <summary>FIX 40 as a number.</summary>
    internal byte Kind;

    /// <summary>It had its first answer.</summary>
    internal bool Answered;

    /// <summary>It was acknowledged (150=0).</summary>
    internal bool Acknowledged;

    /// <summary>It had its final answer.</summary>
    internal bool Ended;
}
