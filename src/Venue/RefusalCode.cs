using System;

namespace Gateway.Venue;

/// <summary>How a refusal is told in FIX. Spec: FIX 4.4 vol. 6, fields 102 and 103.</summary>
internal static class RefusalCode
{
    private const int Other = 99;

    /// <summary>CxlRejReason (102).</summary>
    internal static int OfCancel(Refusal refusal) => refusal switch
    {
        Refusal.TooLate => 0,
        Refusal.UnknownOrder => 1,
        Refusal.Duplicate => 6,
        _ => Other,
    };

    /// <summary>OrdRejReason (103).</summary>
    internal static int OfOrder(Refusal refusal) => refusal switch
    {
        Refusal.UnknownSymbol => 1,
        Refusal.Duplicate => 6,
        _ => Other,
    };

    /// <summary>Text (58).</summary>
    internal static ReadOnlySpan<byte> Text(Refusal refusal) => refusal switch
    {
        Refusal.Malformed => "a value is wrong or too long"u8,
        Refusal.UnknownOrder => "unknown order"u8,
        Refusal.Duplicate => "duplicate ClOrdID"u8,
        Refusal.TooLate => "too late, the order has ended"u8,
        Refusal.UnknownSymbol => "unknown symbol"u8,
        Refusal.OtherOrder => "symbol or side is not the order's"u8,
        Refusal.Terms => "type, time in force and instructions do not go together"u8,
        Refusal.Quantity => "quantity is 0, off the lot or out of range"u8,
        Refusal.Price => "price is off the tick or out of range"u8,
        Refusal.ClOrdIdsFull => "no room for another ClOrdID"u8,
        Refusal.OrdersFull => "no room for another open order"u8,
        Refusal.QuantityFilled => "quantity is not above what is filled"u8,
        Refusal.WouldTake => "post-only order would take"u8,
        _ => default,
    };
}
