using Gateway.Wire;

namespace Gateway.Host.Inputs;

/// <summary>What a broker is to send next.</summary>
public struct Intent
{
    /// <summary>An instrument of no row: a symbol that nobody knows.</summary>
    public const int NoInstrument = -1;

    /// <summary>New, cancel or replace.</summary>
    public Operation Operation;

    /// <summary>The order's number in the input: a new order gives it, the others name it.</summary>
    public int Order;

    /// <summary>Row of the session that sends it.</summary>
    public int Session;

    /// <summary>Row of the account.</summary>
    public int Account;

    /// <summary>Row of the instrument, or <see cref="NoInstrument"/>.</summary>
    public int Instrument;

    /// <summary>FIX 54.</summary>
    public byte Side;

    /// <summary>FIX 40 as a number.</summary>
    public byte Kind;

    /// <summary>FIX 59 as a number.</summary>
    public byte TimeInForce;

    /// <summary>It is due together with the one before it.</summary>
    public bool AtOnce;

    /// <summary>Price × 10⁸.</summary>
    public long PriceE8;

    /// <summary>OrderQty × 10⁴; of a replace the new one.</summary>
    public long QuantityE4;
}
