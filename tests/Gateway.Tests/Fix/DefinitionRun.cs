using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Gateway.Fix;

namespace Gateway.Tests.Fix;

/// <summary>
/// Plays one acceptance definition against one acceptor, in virtual time. Language: specs/fix.md section 1.
/// </summary>
internal sealed partial class DefinitionRun
{
    private const ulong StepNs = FixText.NsPerSecond / 10;
    private const int StepsMax = 200;

    private readonly Dictionary<int, SessionPeer?> _connections = [];
    private readonly Dictionary<int, Queue<string>> _sent = [];
    private readonly FixSession _session;
    private readonly EchoApplication _echo = new();
    private ulong _nowNs = FixText.NowNs;

    internal DefinitionRun(string targetCompId)
    {
        var settings = new FixSessionSettings
        {
            SenderCompId = "ISLD"u8.ToArray(),
            TargetCompId = FixText.Bytes(targetCompId),
            ResetOnLogon = true,
        };
        _session = new FixSession(settings, SessionPeer.Store());
    }

    /// <summary>Plays the file; the first step that fails, or null.</summary>
    internal string? Play(string path)
    {
        foreach (string raw in File.ReadAllText(path, System.Text.Encoding.Latin1).Replace('\x01', '|').Split('\n'))
        {
            string line = raw.Trim();
            Match step = Step().Match(line);
            if (line.Length == 0 || line[0] == '#') continue;
            if (!step.Success) return "not understood: " + line;
            int connection = step.Groups[2].Success ? int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture) : 1;
            string? fault = Play(step.Groups[1].Value, connection, step.Groups[3].Value);
            if (fault is not null) return $"{line}\n{fault}";
        }

        return null;
    }

    private string? Play(string kind, int connection, string body)
    {
        switch (kind + body)
        {
            case "iCONNECT":
                _sent[connection] = [];
                _connections[connection] = new SessionPeer(_session, _echo.Deliver);
                if (_session.State == FixSessionState.Disconnected) _connections[connection]!.Connect(_nowNs);
                else _connections[connection] = null; // refused by the owner: that session is connected already
                return null;
            case "iDISCONNECT":
                _connections[connection]!.Disconnect();
                return null;
            case "eDISCONNECT":
                return ExpectClosed(connection);
        }

        if (kind == "I")
        {
            _connections[connection]?.Receive(FixText.Complete(Expand(body)), _nowNs);
            Collect(connection);
            return null;
        }

        for (int i = 0; i < StepsMax && _sent[connection].Count == 0; i++) Wait(connection);
        string got = _sent[connection].Count > 0 ? _sent[connection].Dequeue() : "nothing";
        return Matches(body, got) ? null : "got " + got;
    }

    private string? ExpectClosed(int connection)
    {
        SessionPeer? peer = _connections[connection];
        for (int i = 0; i < StepsMax && peer is { Closed: false }; i++) Wait(connection);
        if (_sent[connection].Count > 0) return "got " + _sent[connection].Dequeue();
        if (peer is { Closed: false }) return "not closed";
        peer?.Disconnect();
        return null;
    }

    private void Wait(int connection)
    {
        _nowNs += StepNs;
        if (_connections[connection] is { Closed: false } peer) peer.Tick(_nowNs);
        Collect(connection);
    }

    private void Collect(int connection)
    {
        if (_connections[connection] is null) return;
        foreach (string message in FixText.Messages(_session.Out.Written)) _sent[connection].Enqueue(message);
        _session.Out.Clear();
    }

    private string Expand(string body) => Now().Replace(body, match =>
    {
        long offset = match.Groups[1].Success ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return FixText.Time(_nowNs + (ulong)(offset * (long)FixText.NsPerSecond));
    });

    private static bool Matches(string expected, string got)
    {
        string[] wanted = expected.Split('|', StringSplitOptions.RemoveEmptyEntries);
        string[] have = got.Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (!wanted.Any(field => field.StartsWith("9="))) have = [.. have.Where(field => !field.StartsWith("9="))];
        if (!wanted.Any(field => field.StartsWith("10="))) have = [.. have.Where(field => !field.StartsWith("10="))];
        return wanted.Length == have.Length && wanted.Zip(have).All(pair => pair.First == pair.Second
            || (Loose().IsMatch(pair.First) && pair.First.Split('=')[0] == pair.Second.Split('=')[0]));
    }

    [GeneratedRegex(@"^([IEie])(?:(\d+),)?(.*)$")]
    private static partial Regex Step();

    [GeneratedRegex(@"<TIME([+-]\d+)?>")]
    private static partial Regex Now();

    [GeneratedRegex("^(10|52|42|60|122)=")]
    private static partial Regex Loose();
}
