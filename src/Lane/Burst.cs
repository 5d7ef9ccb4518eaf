using System;
using System.Numerics;
using Gateway.Native;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>The records of one duty cycle in the order in which they are judged and logged; the lane's thread alone
/// calls it.</summary>
/// <remarks>
/// <code>
/// arena   | … earlier bursts … | Name | Order | Name | Name | Execution | Quote | Price |    free   |
///                              first         judged                                     first + count
/// </code>
/// Records are written once, where they are judged and from where they are logged. A burst that would straddle the
/// arena's end starts again at its front.
/// </remarks>
internal sealed class Burst : IDisposable
{
    private const int TextBytes = 1 << 17;

    private readonly PinnedTable<Record> _arena;
    private readonly Answer[] _answers;
    private readonly byte[] _texts = GC.AllocateArray<byte>(TextBytes, pinned: true);
    private readonly RiskTwin _risk;
    private readonly int _recordsMax;
    private int _first;
    private int _textBytes;
    private ulong _sequence;

    internal Burst(RiskTwin risk, int recordsMax, int arenaRecords)
    {
        _risk = risk;
        _recordsMax = recordsMax;
        _answers = GC.AllocateArray<Answer>(recordsMax, pinned: true);
        _arena = new PinnedTable<Record>((int)BitOperations.RoundUpToPowerOf2((uint)arenaRecords), resident: true);
    }

    /// <summary>How the arena's memory was had.</summary>
    internal string MemoryKind => _arena.Kind;

    /// <summary>Records written.</summary>
    internal int Count { get; private set; }

    /// <summary>Records judged, from the front.</summary>
    internal int Judged { get; private set; }

    /// <summary>Records that may still be added.</summary>
    internal int Room { get; private set; }

    internal Span<Record> Records => _arena.Slice(_first, Count);

    internal ref Record this[int index] => ref _arena[_first + index];

    internal ref Answer AnswerTo(int index) => ref _answers[index];

    /// <summary>Starts a burst behind the last one.</summary>
    /// <param name="room">Records that the log has room for.</param>
    internal void Start(int room)
    {
        Room = Math.Min(room, _recordsMax);
        _first += Count;
        if (_first + Room > _arena.Count) _first = 0;
        Count = Judged = _textBytes = 0;
    }

    /// <summary>Adds a zeroed record with its answer.</summary>
    /// <param name="header">HeaderBits of its type.</param>
    /// <returns>The record; its answer is silent and of no order.</returns>
    internal ref Record Add(ulong header)
    {
        ref Record record = ref _arena[_first + Count];
        record = default;
        record.Header = header;
        ref Answer answer = ref _answers[Count];
        answer = default;
        answer.Slot = -1;
        answer.Silent = true;
        Count++;
        Room--;
        return ref record;
    }

    /// <summary>Adds a record of the one counter over Limit, Price, Name, Instrument, Quote and Movement.</summary>
    /// <param name="record">What it says; its sequence and time are written here.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void AddSequenced(in Record record, ulong timeNs)
    {
        ref Record added = ref Add(record.Header);
        added = record;
        added.Name.Sequence = ++_sequence;
        added.Name.TimeNs = timeNs;
    }

    /// <summary>Adds a text in one or two parts.</summary>
    /// <param name="kind">Which table.</param>
    /// <param name="row">Row in it.</param>
    /// <param name="session">Session of a request, else 0.</param>
    /// <param name="text">At most 32 bytes.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void AddName(NameKind kind, uint row, uint session, ReadOnlySpan<byte> text, ulong timeNs)
    {
        for (byte part = 0; part == 0 || !text.IsEmpty; part++)
        {
            int length = Math.Min(text.Length, Text28.SizeBytes);
            ref Name name = ref Add(Name.HeaderBits).Name;
            name.Sequence = ++_sequence;
            name.TimeNs = timeNs;
            name.Row = row;
            name.Session = session;
            name.Kind = kind;
            name.Part = part;
            name.Length = (byte)length;
            name.Text.Set(text[..length]);
            text = text[length..];
        }
    }

    /// <summary>Judges what was added since the last call.</summary>
    /// <returns>Index of the first record of it.</returns>
    internal int Judge()
    {
        int from = Judged;
        _risk.Judge(_arena.Slice(_first + from, Count - from));
        Judged = Count;
        return from;
    }

    /// <summary>Keeps the texts that a refusal has to repeat.</summary>
    internal void Keep(
        ref Answer answer, ReadOnlySpan<byte> original, ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> account)
    {
        answer.TextStart = _textBytes;
        answer.OriginalBytes = Keep(original);
        answer.SymbolBytes = Keep(symbol);
        answer.AccountBytes = Keep(account);
    }

    internal ReadOnlySpan<byte> Original(in Answer answer) => _texts.AsSpan(answer.TextStart, answer.OriginalBytes);

    internal ReadOnlySpan<byte> Symbol(in Answer answer) =>
        _texts.AsSpan(answer.TextStart + answer.OriginalBytes, answer.SymbolBytes);

    internal ReadOnlySpan<byte> Account(in Answer answer) =>
        _texts.AsSpan(answer.TextStart + answer.OriginalBytes + answer.SymbolBytes, answer.AccountBytes);

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();

    /// <summary>Cut to what the texts of a report hold; a burst full of refusals cuts them shorter.</summary>
    private byte Keep(ReadOnlySpan<byte> text)
    {
        int length = Math.Min(Math.Min(text.Length, TextTable.TextBytesMax), TextBytes - _textBytes);
        text[..length].CopyTo(_texts.AsSpan(_textBytes));
        _textBytes += length;
        return (byte)length;
    }
}
