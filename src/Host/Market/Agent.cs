using System;
using System.Threading;

namespace Gateway.Host.Market;

/// <summary>A thread that runs one duty cycle after the other until it is stopped.</summary>
/// <remarks>What is on an order's way beside the lane polls and yields; the lane alone spins.</remarks>
internal sealed class Agent
{
    private const int IdleMs = 1;
    private const int IdleCyclesMax = 2_000;

    private readonly Thread _thread;
    private readonly Func<int> _cycle;
    private readonly AgentIdle _idle;
    private bool _started;
    private int _stop;

    internal Agent(string name, Func<int> cycle, AgentIdle idle)
    {
        (_cycle, _idle) = (cycle, idle);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
    }

    /// <summary>What ended it before it was stopped: a broken invariant.</summary>
    internal Exception? Failure { get; private set; }

    internal void Start()
    {
        _started = true;
        _thread.Start();
    }

    /// <summary>Ends it after its cycle, and waits for that.</summary>
    internal void Stop()
    {
        Volatile.Write(ref _stop, 1);
        if (_started) _thread.Join();
    }

    private void Run()
    {
        try
        {
            int idle = 0;
            while (Volatile.Read(ref _stop) == 0)
            {
                idle = _cycle() > 0 ? 0 : idle + 1;
                if (idle > 0) Rest(idle);
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
        }
    }

    private void Rest(int idle)
    {
        if (_idle == AgentIdle.Spin) return;
        if (_idle == AgentIdle.Yield || idle < IdleCyclesMax / 100) Thread.Yield();
        else Thread.Sleep(IdleMs);
    }
}

/// <summary>What an agent does when it has nothing to do.</summary>
internal enum AgentIdle
{
    /// <summary>Goes on at once.</summary>
    Spin,

    /// <summary>Lets others of its core run.</summary>
    Yield,

    /// <summary>Sleeps a millisecond.</summary>
    Sleep,
}
