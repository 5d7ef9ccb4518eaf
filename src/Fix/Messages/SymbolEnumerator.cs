using System;

namespace Gateway.Fix.Messages;

/// <summary>Walks over the symbols (55) of a message in the order they were sent.</summary>
/// <param name="message">The message, and for how long the symbols are valid.</param>
public ref struct SymbolEnumerator(in FixMessage message)
{
    private const int SymbolTag = 55;

    private readonly ReadOnlySpan<byte> _bytes = message.Bytes;
    private ReadOnlySpan<FixField> _rest = message.Fields;

    /// <summary>The symbol; may be empty.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>What foreach asks for: a copy that begins where this one is.</summary>
    /// <returns>Itself.</returns>
    public readonly SymbolEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next symbol.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            FixField field = _rest[0];
            _rest = _rest[1..];
            if (field.Tag != SymbolTag) continue;
            Current = _bytes.Slice(field.Start, field.Length);
            return true;
        }

        return false;
    }
}
