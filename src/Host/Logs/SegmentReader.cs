using System;
using System.IO;
using Gateway.Host.Clearing;
using Gateway.Wire;

namespace Gateway.Host.Logs;

/// <summary>Reads a recorded log from any position to its end, whether its recorder lives or not.</summary>
/// <remarks>
/// A frame that is torn at the very end is the end: its recorder is about to complete it, or the next one cuts it off.
/// At the end a later call may find more.
/// </remarks>
internal sealed class SegmentReader : IDisposable
{
    private readonly string? _folder;
    private readonly long _from;
    private string[] _segments;
    private int _number;
    private SegmentFile _file;
    private string? _unmade;

    /// <summary>Opens a log.</summary>
    /// <param name="path">Its folder, or one segment.</param>
    /// <param name="from">Records that end before this position are passed over.</param>
    /// <exception cref="IOException">It cannot be read, or there is none.</exception>
    /// <exception cref="JournalException">8 no segment or a damaged one, 7 of another version.</exception>
    internal SegmentReader(string path, long from = 0)
    {
        _from = from;
        _folder = Directory.Exists(path) ? path : null;
        _segments = _folder == null ? [path] : SegmentFolder.Segments(path);
        if (_segments.Length == 0) throw new FileNotFoundException($"{path}: no log in this folder");
        _number = _folder == null ? 0 : Holding(from);
        _file = SegmentFile.Open(_segments[_number]);
        if (_folder == null && _file.Header == null) throw JournalException.Damaged($"{path}: not a log of Gateway");
        _file.Seek(from);
    }

    /// <summary>Segments that there were when it was last at the end.</summary>
    internal int SegmentCount => _segments.Length;

    /// <summary>At the end: what of the last segment is torn; null at the end of a whole one.</summary>
    internal string? Torn =>
        _unmade != null ? $"{_unmade}: torn at byte 0, its header is missing"
        : _file.TornBytes is > 0 and var bytes ? $"{_file.Path}: torn at byte {_file.End}, {bytes} bytes left out"
        : null;

    /// <summary>What the log holds up to the last record that was read; counts only if it was read from the
    /// front.</summary>
    internal LogCount Count => _file.Count;

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="position">Its end in the stream.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="JournalException">8: a whole frame is damaged, or something is missing.</exception>
    internal bool TryNext(out Record record, out long position)
    {
        do
        {
            if (!TryRead(out record, out position)) return false;
        }
        while (position < _from);

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryRead(out Record record, out long position)
    {
        while (!_file.TryNext(out record, out position))
        {
            if (!HasNext()) return false;

            // The recorder begins a segment after its last frame in the one before: only now is that one complete.
            if (_file.TryNext(out record, out position)) return true;
            if (!GoOn()) return false;
        }

        return true;
    }

    private bool HasNext()
    {
        if (_number + 1 < _segments.Length) return true;
        if (_folder != null) _segments = SegmentFolder.Segments(_folder);
        return _number + 1 < _segments.Length;
    }

    /// <summary>The next segment has to go on where this one ends; the last one may be torn as a whole.</summary>
    private bool GoOn()
    {
        string path = _segments[_number + 1];
        _unmade = null;
        if (Torn is { } torn) throw JournalException.Damaged($"{torn}, with more behind it");
        SegmentFile next = SegmentFile.Open(path);
        if (next.Header is { } header && Fits(header.Before))
        {
            _file.Dispose();
            (_file, _number) = (next, _number + 1);
            return true;
        }

        bool isMade = next.Header != null;
        next.Dispose();
        if (!isMade && _number + 2 == _segments.Length)
        {
            _unmade = path;
            return false;
        }

        throw JournalException.Damaged($"{path}: does not go on at position {_file.Count.Position}");
    }

    private bool Fits(LogCount before) =>
        _file.IsCounted ? before == _file.Count : before.Position == _file.Count.Position;

    /// <summary>The last segment that begins before a position.</summary>
    private int Holding(long position)
    {
        int low = 0;
        int high = _segments.Length;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (SegmentFolder.First(_segments[middle]) < position) low = middle;
            else high = middle;
        }

        return low;
    }
}
