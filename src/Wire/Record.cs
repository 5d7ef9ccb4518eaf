using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>64 bytes that are one of the records; <see cref="TemplateId"/> says which.</summary>
/// <remarks>
/// One place in an arena, one message in the log, one beat of the risk device: the same bytes under every name.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Wire.Order.SizeBytes)]
public struct Record
{
    /// <summary>A row that stands for no row: an unknown text, or any in a mass cancel.</summary>
    public const uint NoRow = uint.MaxValue;

    /// <summary>SBE message header of whichever record it is.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>The bytes as an order.</summary>
    [FieldOffset(0)] public Order Order;

    /// <summary>The bytes as an execution.</summary>
    [FieldOffset(0)] public Execution Execution;

    /// <summary>The bytes as a limit row.</summary>
    [FieldOffset(0)] public Limit Limit;

    /// <summary>The bytes as a reference price.</summary>
    [FieldOffset(0)] public Price Price;

    /// <summary>The bytes as a name.</summary>
    [FieldOffset(0)] public Name Name;

    /// <summary>The bytes as an instrument.</summary>
    [FieldOffset(0)] public Instrument Instrument;

    /// <summary>The bytes as a quote.</summary>
    [FieldOffset(0)] public Quote Quote;

    /// <summary>The bytes as a movement.</summary>
    [FieldOffset(0)] public Movement Movement;

    /// <summary>SBE templateId, bits 31 to 16 of the header.</summary>
    public readonly ushort TemplateId => (ushort)(Header >> 16);
}
