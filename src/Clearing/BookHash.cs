using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Clearing;

/// <summary>SHA-256 over a canonical serialisation: little-endian, a list behind its length.</summary>
internal sealed class BookHash : IDisposable
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _used;

    /// <inheritdoc/>
    public void Dispose() => _sha.Dispose();

    internal void Add(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(sizeof(uint)), value);

    internal void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

    internal void Add(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);

    internal void Add(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Room(16), value);

    internal void Add(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Room(16), value);

    internal void Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add((uint)bytes.Length);
        Flush();
        _sha.AppendData(bytes);
    }

    internal void Add(in LedgerAccount account)
    {
        Add(account.Holder);
        Add(account.Asset);
        Add(account.Bounded ? 1u : 0u);
        Add(account.DebitsPosted);
        Add(account.CreditsPosted);
        Add(account.DebitsPending);
        Add(account.CreditsPending);
        Add(account.DebitsDue);
        Add(account.CreditsDue);
    }

    /// <summary>Rows that have no padding, as their bytes lie.</summary>
    internal void Add<T>(Rows<T> rows)
        where T : unmanaged
    {
        Add((uint)rows.Count);
        Flush();
        for (int row = 0; row < rows.Count;)
        {
            ReadOnlySpan<T> together = rows.Together(row);
            _sha.AppendData(MemoryMarshal.AsBytes(together));
            row += together.Length;
        }
    }

    internal string End()
    {
        Flush();
        return Convert.ToHexStringLower(_sha.GetHashAndReset());
    }

    private Span<byte> Room(int bytes)
    {
        if (_used + bytes > _buffer.Length) Flush();
        _used += bytes;
        return _buffer.AsSpan(_used - bytes, bytes);
    }

    private void Flush()
    {
        _sha.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
