using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Gateway.Host.Processes;

/// <summary>A relay between brokers and a lane, as a process: a network that is slow and breaks.</summary>
/// <remarks>Commands: <c>tally</c> gives figures, <c>stop</c> cuts no more.</remarks>
internal sealed class RelayProcess : IDisposable
{
    private const int TurnMs = 20;
    private const int CutBytesMax = 512;
    private const int Backlog = 64;

    private readonly ConcurrentDictionary<RelayedConnection, bool> _connections = new();
    private readonly List<Socket> _listeners = [];
    private readonly Random _random;
    private readonly TimeSpan _delay;
    private readonly double _cutSeconds;
    private long _cutAtMs;
    private long _cuts;

    /// <summary>Listens.</summary>
    /// <param name="near">Where it is connected to.</param>
    /// <param name="far">Where it connects to; ports stay.</param>
    /// <param name="cutSeconds">One connection is cut every so many seconds on average; 0: none.</param>
    /// <param name="delay">Of each direction.</param>
    /// <param name="seed">When which connection is cut where.</param>
    /// <exception cref="IOException">An address is taken, or not of this machine.</exception>
    internal RelayProcess(
        IEnumerable<IPEndPoint> near, IPAddress far, double cutSeconds, TimeSpan delay, int seed)
    {
        (_random, _delay, _cutSeconds) = (new Random(seed), delay, cutSeconds);
        PlanCut();
        foreach (IPEndPoint address in near) _ = Accept(Listen(address), new IPEndPoint(far, address.Port));
    }

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>Null: nothing of it breaks.</returns>
    internal string? Run(PartLoop loop)
    {
        loop.Answer(new PartReady("relay sleeps when idle"));
        bool cuts = _cutSeconds > 0;
        while (!loop.IsOver)
        {
            string? command = loop.Take(TurnMs);
            if (command == "stop") cuts = false;
            if (command == "tally") loop.Answer(new RelayFigures(Interlocked.Read(ref _cuts)));
            if (cuts && Environment.TickCount64 >= _cutAtMs) Cut();
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Socket listener in _listeners) listener.Dispose();
        foreach (RelayedConnection connection in _connections.Keys) connection.Dispose();
    }

    private Socket Listen(IPEndPoint address)
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _listeners.Add(listener);
        try
        {
            listener.Bind(address);
            listener.Listen(Backlog);
            return listener;
        }
        catch (SocketException fault)
        {
            throw new IOException($"relay {address}: {fault.Message}");
        }
    }

    private async Task Accept(Socket listener, IPEndPoint far)
    {
        try
        {
            while (true) _ = Carry(await listener.AcceptAsync(), far);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The process ends.
        }
    }

    /// <summary>Who cannot be carried on is closed: as if there was no lane.</summary>
    private async Task Carry(Socket near, IPEndPoint far)
    {
        using var there = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var connection = new RelayedConnection(near, there, _delay);
        try
        {
            await there.ConnectAsync(far);
        }
        catch (SocketException)
        {
            return;
        }

        _connections[connection] = true;
        await connection.Carry();
        _ = _connections.TryRemove(connection, out _);
        if (connection.IsCut) Interlocked.Increment(ref _cuts);
    }

    private void Cut()
    {
        RelayedConnection[] whole = [.. _connections.Keys.Where(connection => !connection.IsCut)];
        if (whole.Length == 0) return;
        whole[_random.Next(whole.Length)].Cut(_random.Next(CutBytesMax), resets: _random.Next(2) == 0);
        PlanCut();
    }

    /// <summary>Exponential: a cut does not know when the last one was.</summary>
    private void PlanCut() =>
        _cutAtMs = Environment.TickCount64 - (long)(1_000 * _cutSeconds * Math.Log(1 - _random.NextDouble()));
}
