using System;
using System.Runtime.InteropServices;

namespace Gateway.Risk;

/// <summary>What one account holds and has open in one instrument; its limits are a <see cref="LimitRow"/>.</summary>
/// <remarks>
/// 64 bytes. Open lots are at most <see cref="ExposureTables.LotsMax"/>, the position lies between ± that.
/// <code>
/// offset size field     unit
///      0   16 BuyValue  money E8
///     16   16 SellValue money E8
///     32    8 BuyLots   lots
///     40    8 SellLots  lots
///     48    8 Position  lots ±
///     56    8 (padding)
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct PairRow
{
    [FieldOffset(0)] internal UInt128 BuyValue;
    [FieldOffset(16)] internal UInt128 SellValue;
    [FieldOffset(32)] internal long BuyLots;
    [FieldOffset(40)] internal long SellLots;
    [FieldOffset(48)] internal long Position;

    /// <summary>Open lots of one side.</summary>
    internal readonly long Lots(bool buy) => buy ? BuyLots : SellLots;

    /// <summary>Open value of both sides; no overflow, for the firm's sum holds both and fits.</summary>
    internal readonly UInt128 BothSides => BuyValue + SellValue;
}
