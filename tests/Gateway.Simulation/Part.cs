using System;

namespace Gateway.Simulation;

/// <summary>A process of the market: runs in small steps, may be killed in any, and is started again.</summary>
/// <param name="machine">What it leaves behind.</param>
/// <param name="name">Such as <c>lane</c>.</param>
internal abstract class Part(Machine machine, string name) : IDisposable
{
    private const int StartTouchesMax = 400;
    private const int IdleStepsMax = 300;

    private int _stepsLeft = -1;
    private int _idleLeft;
    private bool _diesAgain;

    /// <summary>Its name.</summary>
    internal string Name => name;

    /// <summary>It runs.</summary>
    internal bool IsUp { get; private set; }

    /// <summary>It does nothing, or is not started again, before this time.</summary>
    internal ulong RestsUntilNs { get; set; }

    /// <summary>How long it stays dead.</summary>
    internal ulong RestAfterDeathNs { get; set; }

    /// <summary>It is about to be killed.</summary>
    internal bool IsDoomed => _stepsLeft >= 0;

    /// <summary>What outlives it.</summary>
    protected Machine Machine => machine;

    /// <summary>Kills it at an access to memory that survives.</summary>
    protected Fuse Fuse { get; } = new();

    /// <summary>Runs a small piece of it, or starts it when it is time.</summary>
    /// <returns>What it did; 0: nothing.</returns>
    internal int Step()
    {
        if (machine.NowNs < RestsUntilNs) return 0;
        try
        {
            Fuse.StartStep();
            if (IsUp) return RunOn();
            Start();
            IsUp = true;
        }
        catch (Crash)
        {
            Kill();
        }

        return 1;
    }

    /// <summary>Has it killed in the middle of something, or between two steps.</summary>
    /// <param name="touches">Accesses to memory that survives that still go well.</param>
    /// <param name="appends">They count from when it next appends to its log or journal.</param>
    /// <param name="steps">Steps in which it does something that it still has.</param>
    /// <param name="again">It is killed again, at the latest so soon after its new start.</param>
    internal void Doom(int touches, bool appends, int steps, bool again)
    {
        Fuse.Light(touches, appends);
        (_stepsLeft, _idleLeft, _diesAgain) = (steps, IdleStepsMax, again);
    }

    /// <summary>It will not be killed, and rests no longer.</summary>
    internal void Spare()
    {
        Fuse.PutOut();
        (_stepsLeft, RestsUntilNs) = (-1, 0);
    }

    /// <summary>Ends it, its work being done.</summary>
    public void Dispose()
    {
        Leave();
        IsUp = false;
    }

    /// <summary>Starts it on what it has left.</summary>
    protected abstract void Start();

    /// <summary>Runs a small piece.</summary>
    /// <returns>What it did; 0: nothing.</returns>
    protected abstract int Run();

    /// <summary>What it has written last tears.</summary>
    protected abstract void Tear();

    /// <summary>Gives back what the operating system would.</summary>
    protected abstract void Leave();

    private int RunOn()
    {
        if (IsDoomed && (_stepsLeft == 0 || _idleLeft == 0))
        {
            Kill();
            return 1;
        }

        int done = Run();
        if (!IsDoomed) return done;
        if (done > 0) _stepsLeft--;
        else _idleLeft--;
        return done;
    }

    private void Kill()
    {
        string when = !IsUp ? "while it started" : Fuse.IsBurnt ? "in the middle of a step" : "between two steps";
        machine.Note($"kill {name} {when}, back after {RestAfterDeathNs / 1_000_000} ms");
        Tear();
        Leave();
        Fuse.PutOut();
        (IsUp, _stepsLeft) = (false, -1);
        RestsUntilNs = machine.NowNs + RestAfterDeathNs;
        if (!_diesAgain) return;
        int touches = machine.Dice.Next(StartTouchesMax);
        Doom(touches, appends: false, steps: machine.Dice.Next(touches + 1), again: false);
    }
}
