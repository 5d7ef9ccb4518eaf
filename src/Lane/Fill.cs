using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gateway.Lane;

/// <summary>One fill as a later bust or correction names it: one cache line.</summary>
internal struct Fill
{
    /// <summary>Log position behind its record: the ExecID that its broker was told.</summary>
    internal long Position;

    /// <summary>Last price, ticks.</summary>
    internal int Price;

    /// <summary>Last quantity, lots.</summary>
    internal uint Quantity;

    /// <summary>Row of its match; 0 none.</summary>
    internal uint Match;

    /// <summary>Row of the fill before it of the same order; 0 the first.</summary>
    internal uint Previous;

    /// <summary>Row of the fill that corrected it; 0 none.</summary>
    internal uint CorrectedBy;

    /// <summary>It was busted, alone or by its correction.</summary>
    internal bool Undone;

    private byte _execIdBytes;
    private Text _execId;

    /// <summary>The venue's ExecID (17), at most 32 bytes of it.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> ExecId => ((ReadOnlySpan<byte>)_execId)[.._execIdBytes];

    internal void SetExecId(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_execId);
        _execIdBytes = (byte)text.Length;
    }

    [InlineArray(TextTable.TextBytesMax)]
    private struct Text
    {
        private byte _first;
    }
}
