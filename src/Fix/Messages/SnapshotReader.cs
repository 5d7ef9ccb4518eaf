using System;

namespace Gateway.Fix.Messages;

/// <summary>Takes a snapshot's fields one by one, in the order they were sent: an entry begins with its type.</summary>
internal ref struct SnapshotReader
{
    private const int CountBit = 1;
    private const int RequestIdBit = 2;
    private const int TransactTimeBit = 60;
    private const int SymbolBit = 55;
    private const int TimeOfDayBytesMax = 21;

    /// <summary>What was read so far.</summary>
    internal MarketDataSnapshot Snapshot;

    private TagMarks _marks;
    private MarketDataEntry _entry;
    private int _entries;
    private int _entriesSaid;
    private bool _entryWrong;

    /// <summary>Takes the next field.</summary>
    internal void Read(int tag, ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case 55 when !_marks.Has(SymbolBit):
                _marks.Note(SymbolBit, FieldValue.Text(value, out Snapshot.Symbol));
                break;
            case 60 when !_marks.Has(TransactTimeBit):
                _marks.Note(TransactTimeBit, FixTime.TryParse(value, out Snapshot.TransactTimeNs));
                break;
            case 262 when !_marks.Has(RequestIdBit):
                _marks.Note(RequestIdBit, FieldValue.Text(value, out Snapshot.RequestId));
                break;
            case 268 when !_marks.Has(CountBit):
                _marks.Note(CountBit, FieldValue.Integer(value, out _entriesSaid));
                break;
            case 269:
                EndEntry();
                _entries++;
                _entry = default;
                _entryWrong |= !FieldValue.Character(value, out _entry.Type);
                break;
            case 270:
                _entry.HasPrice = true;
                _entryWrong |= !FieldValue.Price(value, out _entry.PriceE8) || _entries == 0;
                break;
            case 271:
                _entryWrong |= !FieldValue.Quantity(value, out _entry.QuantityE4) || _entries == 0;
                break;
            case 272: _entry.Date = value; break;
            case 273: _entry.TimeOfDay = value; break;
        }
    }

    /// <summary>Ends the message.</summary>
    /// <returns>The lowest required tag that is missing, or 0.</returns>
    internal int End()
    {
        EndEntry();
        Snapshot.Malformed = _marks.AnyWrong || _entryWrong || _entries != _entriesSaid;
        return !_marks.Has(SymbolBit) ? 55 : !_marks.Has(CountBit) ? 268 : 0;
    }

    private void EndEntry()
    {
        if (_entries == 0) return;

        if (Snapshot.TransactTimeNs == 0 && _entry.HasTime) _entryWrong |= !TryTime(out Snapshot.TransactTimeNs);
        QuoteEntries entry = _entry.Type switch
        {
            (byte)'0' => QuoteEntries.Bid,
            (byte)'1' => QuoteEntries.Ask,
            (byte)'2' => QuoteEntries.Last,
            _ => QuoteEntries.None,
        };
        if (entry == QuoteEntries.None) return;

        _entryWrong |= !_entry.HasPrice;
        if ((Snapshot.Entries & entry) == 0) Snapshot.Set(entry, _entry.PriceE8, _entry.QuantityE4);
    }

    private readonly bool TryTime(out ulong timeNs)
    {
        timeNs = 0;
        if (_entry.Date.Length != MarketDataEntry.DateBytes) return false;
        if (_entry.TimeOfDay.Length > TimeOfDayBytesMax) return false;

        Span<byte> text = stackalloc byte[MarketDataEntry.DateBytes + 1 + TimeOfDayBytesMax];
        _entry.Date.CopyTo(text);
        text[MarketDataEntry.DateBytes] = (byte)'-';
        _entry.TimeOfDay.CopyTo(text[(MarketDataEntry.DateBytes + 1)..]);
        return FixTime.TryParse(text[..(MarketDataEntry.DateBytes + 1 + _entry.TimeOfDay.Length)], out timeNs);
    }
}
