using System;
using System.Collections.Generic;
using Gateway.Native;

namespace Gateway.Simulation;

/// <summary>A line between two processes: bytes pass in drawn pieces; it can be cut at any byte.</summary>
internal sealed class Link : IDisposable
{
    private const int EventsPerStep = 4;
    private const int PieceMax = 700;

    private readonly Net _net = Net.Open("memory:pipe=512");
    private readonly NetEvent[] _events = new NetEvent[EventsPerStep];
    private readonly Dictionary<uint, End> _ends = [];
    private readonly List<End> _live = [];
    private readonly Machine _machine;
    private readonly string _to;

    /// <param name="machine">Clock and dice.</param>
    /// <param name="from">Where it is dialled.</param>
    /// <param name="to">Where it leads.</param>
    internal Link(Machine machine, string from, string to)
    {
        (_machine, _to) = (machine, to);
        if (_net.Listen(from) is < 0 and int errno) throw new InvalidOperationException($"{from}: errno {-errno}");
    }

    /// <summary>It carries nothing before this time.</summary>
    internal ulong RestsUntilNs { get; set; }

    /// <summary>Passes a few pieces on.</summary>
    /// <returns>What it did; 0: nothing.</returns>
    internal int Step()
    {
        if (_machine.NowNs < RestsUntilNs) return 0;
        int count = _net.Poll(_machine.NowNs, _events);
        for (int i = 0; i < count; i++) Take(_events[i]);
        int done = count;
        for (int i = _live.Count - 1; i >= 0; i--)
        {
            if (_live[i].Pass(_net, _machine.Dice.Next(1, PieceMax))) done++;
            if (_live[i].IsOver) _live.RemoveAt(i);
        }

        _ = _net.Flush();
        return done;
    }

    /// <summary>Ends every connection; what has not arrived never does.</summary>
    internal void Cut()
    {
        foreach (End end in _live) end.Drop(_net);
        _live.Clear();
        _ = _net.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _net.Dispose();

    private void Take(in NetEvent happened)
    {
        _ = _ends.TryGetValue(happened.Conn, out End? end);
        switch (happened.Kind)
        {
            case NetEventKind.Open when happened.Accepted:
                Dial(happened.Conn);
                break;
            case NetEventKind.Closed:
                _ = _ends.Remove(happened.Conn);
                end?.Ended();
                break;
            case NetEventKind.Data when end != null:
                end.Add(_net, happened);
                break;
            case NetEventKind.Data:
                _net.Release(happened);
                break;
        }
    }

    private void Dial(uint caller)
    {
        if (_net.Connect(_to, out uint called) < 0)
        {
            _net.Close(caller);
            return;
        }

        var (near, far) = (new End(caller, called), new End(called, caller));
        (_ends[caller], _ends[called]) = (near, far);
        _live.AddRange([near, far]);
    }

    /// <summary>What comes from one side and goes to the other.</summary>
    private sealed class End(uint from, uint to)
    {
        private readonly Queue<NetEvent> _pieces = new();
        private int _passed;
        private bool _ended;
        private bool _dropped;

        internal bool IsOver { get; private set; }

        internal void Ended() => _ended = true;

        internal void Add(Net net, in NetEvent piece)
        {
            if (_dropped || IsOver) net.Release(piece);
            else _pieces.Enqueue(piece);
        }

        /// <summary>Passes so many bytes on; behind the last of a side that has ended, the other is closed.</summary>
        internal bool Pass(Net net, int bytes)
        {
            if (_pieces.TryPeek(out NetEvent piece))
            {
                ReadOnlySpan<byte> rest = piece.Bytes[_passed..];
                ReadOnlySpan<byte> now = rest[..Math.Min(rest.Length, bytes)];
                int sent = net.Send(to, now);
                if (sent < 0 && net.Room(to) >= 0) return false;
                _passed += now.Length;
                if (_passed < piece.Bytes.Length) return true;
                net.Release(_pieces.Dequeue());
                _passed = 0;
                return true;
            }

            if (!_ended) return false;
            net.Close(to);
            IsOver = true;
            return true;
        }

        internal void Drop(Net net)
        {
            while (_pieces.TryDequeue(out NetEvent piece)) net.Release(piece);
            net.Close(from);
            _dropped = IsOver = true;
        }
    }
}
