using System;
using System.Runtime.InteropServices;

namespace Gateway.Risk;

/// <summary>State and limits of one gateway, firm, account, instrument or pair.</summary>
/// <remarks>
/// 64 bytes; a limit means something only while its bit in <see cref="Flags"/> is set.
/// <code>
/// offset size field         unit        check
///      0    4 Flags         bits        3, and which limits there are
///      4    4 (padding)
///      8    8 OrderQuantity lots        7
///     16   16 OrderValue    money E8    8
///     32   16 OpenExposure  money E8    9
///     48    8 PositionLong  lots        10, buys
///     56    8 PositionShort lots        10, sells
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct LimitRow
{
    [FieldOffset(0)] internal ScopeFlags Flags;
    [FieldOffset(8)] internal ulong OrderQuantity;
    [FieldOffset(16)] internal Int128 OrderValue;
    [FieldOffset(32)] internal Int128 OpenExposure;
    [FieldOffset(48)] internal ulong PositionLong;
    [FieldOffset(56)] internal ulong PositionShort;
}
