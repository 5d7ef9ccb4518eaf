using System;
using System.CommandLine;
using System.Linq;
using System.Net;
using Gateway.Host.Processes;
using Gateway.Native;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway relay</c>: carries connections, late, and cuts them.</summary>
internal static class RelayVerb
{
    private static readonly Option<string[]> Listen =
        Flag.Of<string[]>("--listen", "Address to be connected to, such as 127.0.0.2:9100; may be given often.", []);

    private static readonly Option<string> To =
        Flag.Of("--to", "IP address to connect to for each; ports stay.", "127.0.0.1");

    private static readonly Option<int?> Avoid =
        Flag.Of<int?>("--avoid", "Core to keep off: the lane's (default: the last one).");

    private static readonly Option<int> Seed = Flag.Of("--seed", "Seed of the cuts.", 1);

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var command = new Command(
            "relay", "A network that is slow and breaks; `tally` is answered with its cuts, `stop` ends them.")
        {
            Listen, To, Avoid, Seed,
        };
        NetworkFlags.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (NetworkFlags.Fault(parsed) is { } usage) return Failure.Say(ExitCode.Usage, usage);
        string[] texts = parsed.GetValue(Listen)!;
        IPEndPoint?[] near = [.. texts.Select(text => IPEndPoint.TryParse(text, out IPEndPoint? at) ? at : null)];
        if (near.Length == 0 || near.Contains(null) || near.Any(at => at!.Port == 0))
            return Failure.Say(ExitCode.Usage, "--listen: an address and a port wanted");
        if (!IPAddress.TryParse(parsed.GetValue(To), out IPAddress? far))
            return Failure.Say(ExitCode.Usage, "--to: an IP address wanted");
        _ = CpuCore.Avoid(parsed.GetValue(Avoid) ?? CpuCore.Last);
        using var relay = new RelayProcess(
            near!, far, NetworkFlags.CutSeconds(parsed) ?? 0, NetworkFlags.Delay(parsed), parsed.GetValue(Seed));
        using var loop = new PartLoop(Console.In, Console.Out);
        _ = relay.Run(loop);
        return (int)ExitCode.Done;
    }
}
