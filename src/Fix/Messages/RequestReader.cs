using System;

namespace Gateway.Fix.Messages;

/// <summary>Takes the fields of a request for market data one by one, in the order they were sent.</summary>
internal ref struct RequestReader
{
    private const int SymbolsBit = 0;
    private const int IdBit = 1;
    private const int SubscriptionBit = 2;
    private const int DepthBit = 3;
    private const int TypesBit = 4;
    private const ulong Required = 0b1_1111;

    /// <summary>What was read so far.</summary>
    internal MarketDataRequest Request;

    private TagMarks _marks;
    private int _types;
    private int _typesSaid;
    private int _symbols;
    private bool _entryWrong;

    /// <summary>Takes the next field; of a repeated tag outside the groups the first counts.</summary>
    internal void Read(int tag, ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case 55:
                _symbols++;
                _entryWrong |= value.IsEmpty;
                break;
            case 146 when !_marks.Has(SymbolsBit):
                _marks.Note(SymbolsBit, FieldValue.Integer(value, out Request.SymbolCount) && Request.SymbolCount != 0);
                break;
            case 262 when !_marks.Has(IdBit):
                _marks.Note(IdBit, FieldValue.Text(value, out Request.Id));
                break;
            case 263 when !_marks.Has(SubscriptionBit):
                _marks.Note(SubscriptionBit, FieldValue.Character(value, out Request.Subscription)
                    && Request.Subscription is (byte)'0' or MarketDataRequest.Subscribe
                        or MarketDataRequest.Unsubscribe);
                break;
            case 264 when !_marks.Has(DepthBit):
                _marks.Note(DepthBit, FieldValue.Integer(value, out Request.Depth));
                break;
            case 267 when !_marks.Has(TypesBit):
                _marks.Note(TypesBit, FieldValue.Integer(value, out _typesSaid) && _typesSaid != 0);
                break;
            case 269:
                _types++;
                _entryWrong |= !FieldValue.Character(value, out byte type);
                if (type is >= (byte)'0' and <= (byte)'2') Request.Entries |= (QuoteEntries)(1 << (type - '0'));
                break;
        }
    }

    /// <summary>Ends the message.</summary>
    /// <returns>The lowest required tag that is missing, or 0.</returns>
    internal int End()
    {
        Request.Malformed = _marks.AnyWrong || _entryWrong || _types != _typesSaid || _symbols != Request.SymbolCount;
        return _marks.Missing(Required) switch
        {
            SymbolsBit => 146,
            IdBit => 262,
            SubscriptionBit => 263,
            DepthBit => 264,
            TypesBit => 267,
            _ => 0,
        };
    }
}
