using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>A text that travels once; afterwards its row stands for it.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/name.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 Sequence        counter                    control side
///     16    8 TimeNs          ns since UNIX epoch        control side
///     24    4 Row             row                        control side
///     28    4 Session         row                        control side
///     32   28 Text            bytes                      control side
///     60    1 Kind            which table                control side
///     61    1 Part            0 or 1                     control side
///     62    1 Length          bytes                      control side
///     63    1 Reserved        zero                       control side
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Name
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 5;

    /// <summary>The header of every name: block length 56, template 5, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0005_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>One counter over records 3 to 7 and 9; one that is not above the last is refused.</summary>
    [FieldOffset(8)] public ulong Sequence;

    /// <summary>When the lane took it, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Row that the text names, in the table of its kind.</summary>
    [FieldOffset(24)] public uint Row;

    /// <summary>Session of a request (kind 1), else 0.</summary>
    [FieldOffset(28)] public uint Session;

    /// <summary>Up to 28 bytes of the text, zero behind its end.</summary>
    [FieldOffset(32)] public Text28 Text;

    /// <summary>Which table the row is of.</summary>
    [FieldOffset(60)] public NameKind Kind;

    /// <summary>0, or 1 for the bytes from the 29th on.</summary>
    [FieldOffset(61)] public byte Part;

    /// <summary>Bytes of this part, 0 to 28.</summary>
    [FieldOffset(62)] public byte Length;

    /// <summary>Zero.</summary>
    [FieldOffset(63)] public byte Reserved;
}
