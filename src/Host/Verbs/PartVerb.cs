using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Gateway.Host.Market;
using Gateway.Host.Processes;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway lane</c>, <c>venue</c>, <c>broker</c>: one part of a market, a process.</summary>
internal static class PartVerb
{
    /// <summary>The folder that all parts of a market share.</summary>
    internal static readonly Option<string> Dir = Flag.Of(
        "--dir", "Folder of everything that outlives a process; all parts take the same.", "gateway-run");

    /// <summary>The Aeron directory, where it is not the one that the folder names.</summary>
    internal static readonly Option<string?> Aeron =
        Flag.Of<string?>("--aeron", "Aeron directory (default: on shared memory, named by the folder).");

    private static readonly Option<string?> Firm = Flag.Of<string?>("--firm", "The firm of the configuration to be.");

    private static readonly Option<string?> Log =
        Flag.Of<string?>("--log", "Folder where the recorder keeps the log (default: log in the folder).");

    /// <summary>The folder is of one run alone.</summary>
    internal static readonly Option<bool> Temporary =
        Flag.Of<bool>("--temporary", "The last part that ends removes the folder and what is in memory.");

    private static readonly Option<bool> Wait =
        Flag.Of<bool>("--wait", "Send nothing before `start` comes on standard input.");

    private static readonly Option<bool> Again =
        Flag.Of<bool>("--again", "It goes on for one that died: no warm-up.");

    /// <summary>The verbs with their flags.</summary>
    internal static IEnumerable<Command> Commands()
    {
        Command gateway = Make("lane", "The gateway proper: sessions, risk, log.", (parsed, source, options) =>
        {
            options = options with { Log = parsed.GetValue(Log) };
            using PartFolder folder = Folder(parsed);
            using var lane = new LaneProcess(source, options, folder);
            return Run(lane.Run);
        });
        gateway.Add(Log);
        yield return gateway;
        yield return Make("venue", "The simulated exchange.", (parsed, source, options) =>
        {
            using PartFolder folder = Folder(parsed);
            using var venue = new VenueProcess(source, options, folder);
            return Run(venue.Run);
        });
        Command broker = Make("broker", "One firm: its sessions and its part of the flow.", Broker);
        broker.Add(Firm);
        broker.Add(Wait);
        yield return broker;
    }

    /// <summary>The folder that was given.</summary>
    internal static PartFolder Folder(ParseResult parsed) =>
        new PartFolder(parsed.GetValue(Dir)!, parsed.GetValue(Aeron), parsed.GetValue(Temporary)).Make();

    private static Command Make(
        string verb, string description, Func<ParseResult, MarketSource, RunOptions, int> run)
    {
        var command = new Command(verb, description) { Dir, Aeron, Temporary, Again };
        MarketFlags.AddTo(command);
        command.SetAction(parsed =>
        {
            if (MarketFlags.Fault(parsed) is { } usage) return Failure.Say(ExitCode.Usage, usage);
            RunOptions options = MarketFlags.Options(parsed);
            if (MarketSource.Read(options, out ExitCode refused, out IReadOnlyList<string> lines) is { } source)
            {
                if (!parsed.GetValue(Again)) Warmup.Play(source.Market, source.Messages(options), () => false);
                return run(parsed, source, options);
            }

            foreach (string line in lines) Console.Error.WriteLine(line);
            return (int)refused;
        });
        return command;
    }

    private static int Broker(ParseResult parsed, MarketSource source, RunOptions options)
    {
        string[] firms = [.. source.Market.Firms.Select(firm => firm.Id)];
        int row = Array.IndexOf(firms, parsed.GetValue(Firm) ?? firms[0]);
        if (row < 0) return Failure.Say(ExitCode.Usage, $"--firm: one of {string.Join(", ", firms)} wanted");
        using PartFolder folder = Folder(parsed);
        using var broker = new BrokerProcess(source, options, folder, row, parsed.GetValue(Wait));
        return Run(broker.Run);
    }

    private static int Run(Func<PartLoop, string?> part)
    {
        using var loop = new PartLoop(Console.In, Console.Out);
        return part(loop) is { } fault ? Failure.Say(ExitCode.ConditionFails, fault) : (int)ExitCode.Done;
    }
}
