using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

/// <summary>An initiator and an acceptor over a pipe that is cut at any byte; numbers and stores live on.</summary>
public sealed class TwoSessionTests
{
    private const ulong StepNs = FixText.NsPerSecond / 5;

    [Fact]
    public void EveryMessageArrivesOnceInOrder() =>
        Gen.UInt.Sample(seed => new Pipe(seed).Play(), iter: 200, threads: 1);

    [Fact]
    public void BothAskAtOnceAndBothAreServed()
    {
        var pipe = new Pipe(1);
        pipe.Reconnect();
        pipe.Settle();
        for (int i = 0; i < 5; i++) pipe.SayBoth();
        pipe.Cut(); // all that both have said is lost
        pipe.Reconnect();
        pipe.Settle();
        Assert.True(pipe.AllArrived);
        Assert.Equal(1, pipe.Requests(pipe.Left));
        Assert.Equal(1, pipe.Requests(pipe.Right));
    }

    private sealed class Pipe
    {
        private readonly Random _random;
        private readonly Queue<byte[]> _toLeft = [];
        private readonly Queue<byte[]> _toRight = [];
        private readonly Dictionary<SessionPeer, int> _said = [];
        private readonly Dictionary<SessionPeer, int> _requests = [];
        private ulong _nowNs = FixText.NowNs;

        internal Pipe(uint seed)
        {
            _random = new Random((int)seed);
            // A tiny queue of early messages in some runs: what does not fit has to be asked for again.
            int early = _random.Next(3) == 0 ? 4 : 64;
            Left = Make(SessionPeer.Initiator().Settings with { EarlyMessagesMax = early });
            Right = Make(SessionPeer.Acceptor().Settings with { EarlyMessagesMax = early });
            _said[Left] = _said[Right] = _requests[Left] = _requests[Right] = 0;
        }

        internal SessionPeer Left { get; }

        internal SessionPeer Right { get; }

        internal bool AllArrived => Arrived(Left, Right) && Arrived(Right, Left);

        internal int Requests(SessionPeer peer) => _requests[peer];

        internal bool Play()
        {
            for (int step = 0; step < 400; step++)
            {
                if (Left.Closed || Right.Closed) Reconnect();
                if (_random.Next(4) == 0) Say(Left);
                if (_random.Next(4) == 0) Say(Right);
                Move();
                if (_random.Next(60) == 0) Cut();
                if (_random.Next(200) == 0) Left.Session.Logout(default, _nowNs);
            }

            Settle();
            Settle();
            return AllArrived;
        }

        internal void SayBoth()
        {
            Say(Left);
            Say(Right);
        }

        internal void Reconnect()
        {
            Cut();
            Right.Connect(_nowNs);
            Left.Connect(_nowNs);
        }

        internal void Cut()
        {
            Left.Disconnect();
            Right.Disconnect();
            _toLeft.Clear();
            _toRight.Clear();
        }

        /// <summary>Runs on, without faults, until both have nothing left to say.</summary>
        internal void Settle()
        {
            for (int i = 0; i < 200; i++)
            {
                if (Left.Closed || Right.Closed) Reconnect();
                Move();
            }
        }

        private static SessionPeer Make(FixSessionSettings settings) =>
            new(new FixSession(settings, SessionPeer.Store()));

        private bool Arrived(SessionPeer from, SessionPeer at) => at.Delivered
            .Select(text => text.Split('|').Single(field => field.StartsWith("11="))[3..])
            .SequenceEqual(Enumerable.Range(1, _said[from]).Select(number => $"{number}"));

        private void Say(SessionPeer peer)
        {
            FixOutput output = peer.Session.Begin("D"u8, _nowNs);
            output.Number("11="u8, (ulong)(++_said[peer]));
            output.Text("58="u8, FixText.Bytes(new string('x', _random.Next(1, 50))));
            Assert.True(peer.Session.End());
        }

        private void Move()
        {
            _nowNs += StepNs;
            Left.Tick(_nowNs);
            Right.Tick(_nowNs);
            Flush(Left, _toRight);
            Flush(Right, _toLeft);
            Arrive(_toRight, Right);
            Arrive(_toLeft, Left);
        }

        private void Flush(SessionPeer from, Queue<byte[]> pipe)
        {
            ReadOnlySpan<byte> bytes = from.Session.Out.Written;
            _requests[from] += FixText.Messages(bytes).Count(message => message.Contains("|35=2|"));
            while (bytes.Length > 0)
            {
                int piece = Math.Min(bytes.Length, _random.Next(1, 300));
                pipe.Enqueue(bytes[..piece].ToArray());
                bytes = bytes[piece..];
            }

            from.Session.Out.Clear();
        }

        private void Arrive(Queue<byte[]> pipe, SessionPeer at)
        {
            for (int i = _random.Next(8); i > 0 && pipe.Count > 0; i--) _ = at.Receive(pipe.Dequeue(), _nowNs);
        }
    }
}
