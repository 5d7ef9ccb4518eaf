using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Host.Verbs;

namespace Gateway.Host;

/// <summary>The verbs of <c>gateway</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Gateway: a low-latency exchange gateway between brokers and a venue.")
        {
            RunVerb.Command(),
            ClearingVerb.Command(),
            RecorderVerb.Command(),
            LogVerb.Command(),
            RelayVerb.Command(),
        };
        foreach (Command part in PartVerb.Commands()) root.Add(part);
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return Failure.Say(ExitCode.Usage, Fault(parsed) + " (see --help)");
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (Failure.CodeOf(fault) is { } code)
        {
            return Failure.Say(code, fault.Message);
        }
    }

    /// <summary>The first fault; a word that nothing takes explains the others.</summary>
    private static string Fault(ParseResult parsed)
    {
        foreach (ParseError error in parsed.Errors)
        {
            foreach (string word in parsed.UnmatchedTokens)
            {
                if (error.Message.Contains(word, StringComparison.Ordinal)) return error.Message;
            }
        }

        return parsed.Errors[0].Message;
    }
}
