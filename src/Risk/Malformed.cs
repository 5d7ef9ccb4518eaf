using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Check 1 of an order: an enumeration or a number out of range. Twin: the RTL module Malformed.</summary>
/// <remarks>
/// Every operation is held to every enumeration, cancels and mass cancels too: their kind and timeInForce are the
/// open order's, a mass cancel's any valid ones.
/// </remarks>
internal static class Malformed
{
    /// <summary>Bits of sides 1, 2, 5, 6.</summary>
    private const uint Sides = 0b0110_0110;

    /// <summary>Bits of timeInForce 0, 1, 3, 4.</summary>
    private const uint TimesInForce = 0b0001_1011;

    private const int MarketKind = 1;
    private const int LimitKind = 2;

    /// <summary>What the record alone tells.</summary>
    internal static bool Fails(
        Operation operation, byte side, byte kind, byte timeInForce, int price, uint quantity, int heldPrice)
    {
        bool mass = operation == Operation.MassCancel;
        return operation is < Operation.New or > Operation.MassCancel
            || !(Has(Sides, side) || (mass && side == 0))
            || kind is < MarketKind or > LimitKind
            || !Has(TimesInForce, timeInForce)
            || (quantity == 0 && !mass)
            || price == int.MinValue
            || heldPrice == int.MinValue;
    }

    /// <summary>
    /// A limit price of zero or less where the instrument does not allow it; nothing is known of an instrument that
    /// is not registered, so that one goes on to be UnknownRow.
    /// </summary>
    internal static bool PriceFails(Operation operation, byte kind, int price, ScopeFlags instrument) =>
        price <= 0
        && kind == LimitKind
        && operation is Operation.New or Operation.Replace
        && (instrument & (ScopeFlags.Registered | ScopeFlags.AnyPrice)) == ScopeFlags.Registered;

    private static bool Has(uint set, byte value) => value < 8 && ((set >> value) & 1) != 0;
}
