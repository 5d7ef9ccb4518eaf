using System;
using System.IO;

namespace Gateway.Host.Processes;

/// <summary>Tells once when a part cannot log on for long, and once when it has at last; one thread.</summary>
/// <param name="part">Who it is.</param>
/// <param name="counterparty">To whom, and where.</param>
/// <param name="told">Gets the lines.</param>
internal sealed class LogonWatch(string part, string counterparty, TextWriter told)
{
    private const long PatienceMs = 5_000;

    private long _upMs = Environment.TickCount64;
    private bool _isMissed;

    /// <summary>Looks every now and then.</summary>
    /// <param name="isUp">It is logged on.</param>
    internal void Look(bool isUp)
    {
        long now = Environment.TickCount64;
        if (isUp) _upMs = now;
        bool isMissed = now - _upMs > PatienceMs;
        if (isMissed && !_isMissed)
        {
            told.WriteLine($"{part}: not logged on to {counterparty} for {PatienceMs / 1000} s: "
                + "nobody listens there, or it refuses the Logon; trying again");
        }

        if (_isMissed && !isMissed) told.WriteLine($"{part}: logged on to {counterparty}");
        _isMissed = isMissed;
    }
}
