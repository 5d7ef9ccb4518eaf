using System;
using System.IO;
using System.Text.Json;
using Gateway.Clearing;
using Gateway.Wire;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Clearing;

/// <summary>A clearing book and the journal that rebuilds it; one thread.</summary>
/// <remarks>
/// Every record that concerns clearing is journalled before it is applied, refused ones and duplicates too, because
/// the counts tell of them; nothing else is, because nothing else changes the book. The journal alone gives the book.
/// </remarks>
public sealed class ClearingRun : IDisposable
{
    private readonly Journal? _journal;

    private ClearingRun(string path, JournalHeader header)
    {
        _journal = Journal.Open(path, header, Restore);
        (JournalCut, JournalCutOffset) = (_journal.CutBytes, _journal.CutOffset);
    }

    private ClearingRun(SafeFileHandle file, string path)
    {
        var reader = new JournalReader(file, path);
        while (reader.TryNext(out JournalFrame frame)) Restore(frame);
        (JournalCut, JournalCutOffset) = (reader.TornBytes, reader.End);
    }

    /// <summary>The book; change it only through this run.</summary>
    public ClearingBook Book { get; } = new();

    /// <summary>Bytes of a torn last frame: cut off by <see cref="Open"/>, left out by <see cref="Replay"/>.</summary>
    public long JournalCut { get; }

    /// <summary>Where in the file they began.</summary>
    public long JournalCutOffset { get; }

    /// <summary>Records that can be applied before the next <see cref="Commit"/>.</summary>
    public int Room => Writable.Room;

    /// <summary>Why the last commit kept what it had: no room on the disk; null: it did its job.</summary>
    public JournalException? Full => Writable.Full;

    /// <summary>Nothing was journalled: every market's first records are names, so a journal of one has some.</summary>
    public bool IsEmpty => Book.Position < 0;

    /// <summary>Opens or makes the journal, and rebuilds the book from what it has.</summary>
    /// <param name="path">File; its folder exists.</param>
    /// <param name="streamId">Aeron stream of the log.</param>
    /// <param name="sessionId">Aeron session of the log; a journal of another one is refused.</param>
    /// <returns>At <see cref="ClearingBook.Position"/>: records up to there are passed over.</returns>
    /// <exception cref="JournalException">2 no folder, 4 not allowed, 5 resource, 7 version, 8 damaged.</exception>
    public static ClearingRun Open(string path, int streamId, int sessionId) =>
        new(path, new JournalHeader(streamId, sessionId));

    /// <summary>Rebuilds a book from its journal alone; the file is not changed.</summary>
    /// <param name="path">Journal that no process has open.</param>
    /// <returns>For reports; it takes no records.</returns>
    /// <exception cref="JournalException">As <see cref="Open"/>.</exception>
    public static ClearingRun Replay(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Of(path, e);
        }

        using (file) return new ClearingRun(file, path);
    }

    /// <summary>Journals and applies one record of the log; any record may be given.</summary>
    /// <param name="record">Record.</param>
    /// <param name="position">Its position, above the last one's.</param>
    /// <returns>What the book says.</returns>
    /// <exception cref="JournalException">5: the journal could not be written; the record is not applied.</exception>
    public ClearingResult Apply(in Record record, long position)
    {
        if (!ClearingBook.Concerns(record)) return ClearingResult.Ignored;
        if (position <= Book.Position) return ClearingResult.Behind;

        Writable.Append(new JournalFrame(JournalFrameKind.Record, position, record));
        return Book.Apply(record, position);
    }

    /// <summary>Makes all records applied so far durable, in one group.</summary>
    /// <returns>They are: the subscriber's position may move there. False: the disk is full, they are kept, and the next
    /// call tries again.</returns>
    /// <exception cref="JournalException">5: they are not durable; the process has to end.</exception>
    public bool Commit() => Writable.Sync();

    /// <summary>Settles; the order to do so is durable before anything moves.</summary>
    /// <returns>Trades settled now; -1: the disk is full, nothing is settled.</returns>
    /// <exception cref="JournalException">5: the journal could not be written; nothing is settled.</exception>
    public int Settle()
    {
        bool ordered = Writable.TryAppendDurable(new JournalFrame(JournalFrameKind.Settle, Book.Position, default));
        return ordered ? Book.Settle() : -1;
    }

    /// <summary>Writes the report: counts, what is pending and why, sums, balances, the state hash.</summary>
    /// <param name="json">Gets one object; flushed by the caller.</param>
    public void WriteReport(Utf8JsonWriter json) => ClearingReport.Write(json, this);

    /// <summary>Closes the journal; records after the last <see cref="Commit"/> may be lost.</summary>
    public void Dispose() => _journal?.Dispose();

    private Journal Writable => _journal ?? throw new InvalidOperationException("a replayed run takes no records");

    private void Restore(JournalFrame frame)
    {
        if (frame.Kind == JournalFrameKind.Settle) Book.Settle();
        else Book.Apply(frame.Record, frame.Position);
    }
}
