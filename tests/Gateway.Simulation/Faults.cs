using System;
using System.Collections.Generic;

namespace Gateway.Simulation;

/// <summary>What happens to a market, drawn: when so many messages were sent, and in which order.</summary>
internal sealed class Faults
{
    private const int CountMax = 8;
    private const int FollowPercent = 30;
    private const int FollowSteps = 400;
    private const int TouchesMax = 200;
    private const int TouchesMaxFromAppend = 30;
    private const int StepsMax = 60;
    private const int AgainEvery = 3;
    private const int AtOnceEvery = 2;
    private const int LongRestEvery = 25;
    private const int EverybodyEvery = 15;
    private const long RestNsMax = 400_000_000;
    private const long LongRestNsMax = 15_000_000_000; // a Logon may take 10 s

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

    /// <summary>Nothing more will happen.</summary>
    internal bool IsOver => _due.Count == 0 && _followsAt < 0;

    /// <summary>Lets happen what is due.</summary>
    /// <param name="sent">Messages that brokers have sent.</param>
    internal void Step(long sent)
    {
        if (_followsAt >= 0 && _machine.Steps >= _followsAt)
        {
            _followsAt = -1;
            Happen();
        }

        if (!_due.TryPeek(out long due) || sent < due) return;
        _ = _due.Dequeue();
        Happen();

        // A second one comes while the first is being mended.
        if (_machine.Dice.Next(100) < FollowPercent) _followsAt = _machine.Steps + _machine.Dice.Next(FollowSteps);
    }

    private void Happen()
    {
        if (_machine.Dice.Next(EverybodyEvery) == 0)
        {
            foreach (Part part in _parts.All) Kill(part);
            return;
        }

        int kind = _machine.Dice.Next(_parts.All.Count + _parts.Links.Length + 2);
        if (kind < _parts.All.Count) Kill(_parts.All[kind]);
        else if (kind < _parts.All.Count + _parts.Links.Length) Disturb(kind - _parts.All.Count);
        else Stop(kind % 2 == 0 ? _parts.Clearing : _parts.Recorder);
    }

    private void Kill(Part part)
    {
        bool appends = _machine.Dice.Next(2) == 0;
        bool atOnce = appends && _machine.Dice.Next(AtOnceEvery) == 0; // what was appended last tears
        int touches = atOnce ? 0 : _machine.Dice.Next(appends ? TouchesMaxFromAppend : TouchesMax);
        part.Doom(touches, appends, _machine.Dice.Next(StepsMax), again: _machine.Dice.Next(AgainEvery) == 0);
        part.RestAfterDeathNs = Rest();
    }

    private void Disturb(int link)
    {
        if (_machine.Dice.Next(2) == 0)
        {
            _parts.Links[link].Cut();
            _machine.Note($"cut line {link}");
            return;
        }

        ulong rest = Rest();
        _parts.Links[link].RestsUntilNs = _machine.NowNs + rest;
        _machine.Note($"line {link} carries nothing for {rest / 1_000_000} ms");
    }

    private void Stop(Part part)
    {
        ulong rest = Rest();
        part.RestsUntilNs = _machine.NowNs + rest;
        _machine.Note($"stop {part.Name} for {rest / 1_000_000} ms");
    }

    private ulong Rest() => (ulong)_machine.Dice.NextInt64(
        _machine.Dice.Next(LongRestEvery) == 0 ? LongRestNsMax : RestNsMax);
}
