using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Gateway.Fix;

/// <summary>
/// A number in memory that outlives its process, and that moves together with a log: of a process that is killed
/// between the log and here, the log decides. One thread owns it.
/// </summary>
/// <remarks>
/// <code>
/// 0       8           16       24
/// | kept  | promised  | place  |      three sealed words; place at its maximum: nothing is promised
/// </code>
/// The owner promises the number that will be reached when its log has grown beyond a place, lets the log grow, keeps
/// the number. Who goes on after a kill settles with the log's end. The log has to grow by all or nothing.
/// </remarks>
public readonly struct KeptNumber
{
    /// <summary>Bytes of memory that it takes.</summary>
    public const int SizeBytes = 24;

    private const int Kept = 0;
    private const int Promised = 1;
    private const int Place = 2;

    private readonly Memory<byte> _memory;

    /// <summary>Goes on with what is in the memory; all zero: begins at a number.</summary>
    /// <param name="memory"><see cref="SizeBytes"/> long, at a multiple of 8.</param>
    /// <param name="first">Where it begins.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public KeptNumber(Memory<byte> memory, ulong first)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(memory.Length, SizeBytes);
        _memory = memory;
        if (Words[Kept] == 0) Reset(first); // it is stored last: nothing was ever here
        foreach (ulong word in Words)
        {
            if (!SealedNumber.IsWhole(word)) throw new InvalidDataException($"a number that was kept is {word:X16}");
        }
    }

    /// <summary>The number, below 2⁵⁶.</summary>
    public ulong Value => SealedNumber.Read(Words[Kept]);

    private Span<ulong> Words => MemoryMarshal.Cast<byte, ulong>(_memory.Span);

    /// <summary>It will be another number once the log has grown beyond a place; what was promised before is settled.
    /// </summary>
    /// <param name="number">Not below <see cref="Value"/>.</param>
    /// <param name="place">The log's end now, in the owner's units, below 2⁵⁶.</param>
    public void Promise(ulong number, ulong place)
    {
        Settle(place);
        Span<ulong> words = Words;
        SealedNumber.Write(ref words[Promised], number);
        SealedNumber.Write(ref words[Place], place);
    }

    /// <summary>It is another number, and the log has all that this says.</summary>
    public void Keep(ulong number) => SealedNumber.Write(ref Words[Kept], number);

    /// <summary>Decides about what was promised.</summary>
    /// <param name="end">The log's end.</param>
    public void Settle(ulong end)
    {
        Span<ulong> words = Words;
        ulong promised = SealedNumber.Read(words[Promised]);
        if (SealedNumber.Read(words[Place]) < end && promised > Value) Keep(promised);
        SealedNumber.Write(ref words[Place], SealedNumber.Max);
    }

    /// <summary>It begins again; nothing is promised.</summary>
    public void Reset(ulong number)
    {
        Span<ulong> words = Words;
        SealedNumber.Write(ref words[Place], SealedNumber.Max);
        SealedNumber.Write(ref words[Promised], number);
        SealedNumber.Write(ref words[Kept], number);
    }
}
