using System;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Fix;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Rows that come over the control stream enter the burst; the lane's thread alone calls it.</summary>
/// <remarks>
/// Limit and Price rows are judged like orders; Instrument, Name and Movement rows are logged. The lane writes their
/// sequence and time: its log has one counter. A row is let go once it is in the log: a lane that is killed before
/// finds it again, one that is killed after knows that it has it. Rows of one version stay together: a kill that is
/// accepted starts its <see cref="MassCancel"/> when the last row of its version is taken, and no broker's record comes
/// in between.
/// </remarks>
internal sealed class ControlIntake(Burst burst, Judgement judgement, MassCancel massCancel, Memory<byte> taken)
{
    /// <summary>Most rows of one cycle: brokers and venue are heard beside any flood of them.</summary>
    internal const int PerCycle = 256;

    /// <summary>Most kills of one version.</summary>
    private const int KillsMax = 1024;

    private readonly Limit[] _kills = new Limit[KillsMax];
    private readonly KeptNumber _kept = new(taken, 0);
    private Record _held;
    private long _heldEnd;
    private bool _holds;
    private long _end;
    private int _taken;
    private int _begun;

    /// <summary>Records that were no row.</summary>
    internal long Refused { get; private set; }

    /// <summary>Kills are waiting for their mass cancels, or one is under way.</summary>
    internal bool IsBusy => massCancel.IsBusy || _begun < _taken;

    /// <summary>The venue takes orders again.</summary>
    internal void VenueCameUp() => massCancel.VenueCameUp();

    /// <summary>Cancels the orders of a session that is gone; nothing is busy.</summary>
    /// <param name="session">Its row.</param>
    /// <param name="sparesGtc">Those that are good till cancelled stay.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void CancelGone(uint session, bool sparesGtc, ulong timeNs) =>
        massCancel.Begin(new Limit { Scope = LimitScope.Session, Session = session }, timeNs, sparesGtc);

    /// <summary>Takes rows until there are none, or no room, or a version with kills is over.</summary>
    /// <param name="stream">The control stream.</param>
    /// <param name="venueHasRoom">The venue's line can take the cancels of one cycle.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    /// <returns>Rows taken.</returns>
    internal int Poll(Subscription stream, bool venueHasRoom, ulong timeNs)
    {
        massCancel.VenueHasRoom = venueHasRoom;
        massCancel.Continue(timeNs);
        int rows = 0;
        if (_begun == 0 && !massCancel.IsBusy) rows = TakeRows(stream, timeNs);
        while (_begun < _taken && !massCancel.IsBusy && burst.Room > 0) massCancel.Begin(_kills[_begun++], timeNs);
        if (_begun == _taken && !massCancel.IsBusy) _begun = _taken = 0;
        return rows;
    }

    /// <summary>The burst is about to be in the log, all of it or nothing.</summary>
    /// <param name="place">The log's end now.</param>
    internal void Promise(ulong place)
    {
        if ((ulong)_end != _kept.Value) _kept.Promise((ulong)_end, place);
    }

    /// <summary>The burst is in the log: lets the rows go.</summary>
    /// <param name="stream">The control stream.</param>
    internal void Keep(Subscription stream)
    {
        if ((ulong)_end == _kept.Value) return;
        _kept.Keep((ulong)_end);
        stream.Release(_end);
    }

    /// <summary>What the last process promised, as the log's end decides it.</summary>
    /// <param name="end">End of the last record.</param>
    internal void Settle(ulong end)
    {
        _kept.Settle(end);
        _end = (long)_kept.Value;
    }

    private int TakeRows(Subscription stream, ulong timeNs)
    {
        int rows = 0;
        if (_holds && burst.Room > 0)
        {
            _holds = false;
            _end = _heldEnd;
            Add(_held, timeNs);
            rows++;
        }

        var handler = new RowHandler(this, timeNs);
        while (rows < PerCycle && burst.Room > 0 && !_holds && _taken < KillsMax && stream.Read(ref handler, 1) > 0)
            rows++;
        return rows;
    }

    private void Take(ReadOnlySpan<byte> bytes, long end, ulong timeNs)
    {
        if (end <= _end) return; // of a lane that was killed: its log has it
        if (!MemoryMarshal.TryRead(bytes, out Record row) || bytes.Length != Order.SizeBytes || !IsRow(row))
        {
            Refused++;
            _end = end;
            return;
        }

        _holds = _taken > 0 && !(row.TemplateId == Limit.TemplateId && row.Limit.Version == _kills[0].Version);
        if (_holds)
        {
            (_held, _heldEnd) = (row, end);
            return;
        }

        _end = end;
        Add(row, timeNs);
    }

    private void Add(in Record row, ulong timeNs)
    {
        int index = burst.Count;
        burst.AddSequenced(row, timeNs);
        if (!IsKill(row)) return;
        judgement.Settle();
        if (burst[index].Limit.Verdict == Verdict.Accept) _kills[_taken++] = burst[index].Limit;
    }

    /// <summary>A row that blocks somebody, once it is accepted.</summary>
    internal static bool IsKill(in Record row) => row.TemplateId == Limit.TemplateId
        && row.Limit is { Check: Verdict.Killed, Action: LimitAction.Disable };

    private static bool IsRow(in Record row) => row.Header
        is Limit.HeaderBits or Price.HeaderBits or Name.HeaderBits or Instrument.HeaderBits or Movement.HeaderBits;

    private readonly struct RowHandler(ControlIntake intake, ulong timeNs) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header) =>
            intake.Take(payload, header.Position, timeNs);
    }
}
