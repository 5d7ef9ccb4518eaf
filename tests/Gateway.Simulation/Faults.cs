using System;
using System.Collections.Generic;

namespace Gateway.Simulation;

/// <summary>What happens to a market, drawn: when so many messages were sent, and in which order.</summary>
internal sealed class Faults
{
    private const int CountMax = 6;
    private const int FollowPercent = 30;
    private const int FollowSteps = 400;
    private const int TouchesMax = 200;
    private const int StepsMax = 200;
    private const ulong RestNsMax = 400_000_000;

    private readonly Machine _machine;
    private readonly Parts _parts;
    private readonly Queue<long> _due;
    private long _followsAt = -1;

    /// <param name="machine">Dice and clock.</param>
    /// <param name="parts">Whom it happens to.</param>
    /// <param name="messages">Of the whole flow.</param>
    internal Faults(Machine machine, Parts parts, int messages)
    {
        (_machine, _parts) = (machine, parts);
        var due = new long[1 + machine.Dice.Next(CountMax)];
        for (int i = 0; i < due.Length; i++) due[i] = machine.Dice.Next(messages);
        Array.Sort(due);
        _due = new Queue<long>(due);
    }

    /// <summary>What has happened, one line each.</summary>
    internal List<string> Done { get; } = [];

    /// <summary>Nothing more will happen.</summary>
    internal bool IsOver => _due.Count == 0 && _followsAt < 0;

    /// <summary>Lets happen what is due.</summary>
    /// <param name="step">Steps of all parts so far.</param>
    /// <param name="sent">Messages that brokers have sent.</param>
    internal void Step(long step, long sent)
    {
        if (_followsAt >= 0 && step >= _followsAt) (_, _followsAt) = (Happen(step, sent), -1);
        if (!_due.TryPeek(out long due) || sent < due) return;
        _ = _due.Dequeue();
        _ = Happen(step, sent);

        // A second one comes while the first is being mended.
        if (_machine.Dice.Next(100) < FollowPercent) _followsAt = step + _machine.Dice.Next(FollowSteps);
    }

    private bool Happen(long step, long sent)
    {
        int dice = _machine.Dice.Next(_parts.All.Count + _parts.Links.Length + 2);
        string what = dice < _parts.All.Count ? Kill(_parts.All[dice])
            : dice < _parts.All.Count + _parts.Links.Length ? Cut(dice - _parts.All.Count)
            : Stop(dice % 2 == 0 ? _parts.Clearing : _parts.Recorder);
        Done.Add($"step {step}, {sent} messages sent: {what}");
        return true;
    }

    private string Kill(Part part)
    {
        (int touches, int steps) = (_machine.Dice.Next(TouchesMax), _machine.Dice.Next(StepsMax));
        ulong rest = Rest();
        part.Doom(touches, steps);
        part.RestAfterDeathNs = rest;
        return $"kill {part.Name} after {touches} accesses or {steps} steps, back after {rest / 1_000_000} ms";
    }

    private string Cut(int link)
    {
        _parts.Links[link].Cut();
        return $"cut line {link}";
    }

    private string Stop(Part part)
    {
        ulong rest = Rest();
        part.RestsUntilNs = _machine.NowNs + rest;
        return $"stop {part.Name} for {rest / 1_000_000} ms";
    }

    private ulong Rest() => (ulong)_machine.Dice.NextInt64((long)RestNsMax);
}
