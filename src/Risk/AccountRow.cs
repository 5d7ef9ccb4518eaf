using System;
using System.Runtime.InteropServices;

namespace Gateway.Risk;

/// <summary>Open value of one account over its pairs, and whose it is.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct AccountRow
{
    /// <summary>Money E8, both sides of every pair.</summary>
    [FieldOffset(0)] internal UInt128 OpenValue;

    /// <summary>Row of its firm.</summary>
    [FieldOffset(16)] internal uint Firm;
}
