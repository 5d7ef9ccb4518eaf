namespace Gateway.Risk;

/// <summary>Check 6: a limit price outside the collar; ticks. Twin: the RTL module Collar.</summary>
internal static class Collar
{
    internal static bool Fails(int price, int low, int high) => price < low || price > high;
}
