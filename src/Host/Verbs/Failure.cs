using System;
using System.IO;
using Gateway.Host.Clearing;

namespace Gateway.Host.Verbs;

/// <summary>How a verb that cannot go on says so: one plain line on standard error, and its exit code.</summary>
internal static class Failure
{
    /// <summary>How such a line begins.</summary>
    internal const string Prefix = "gateway: ";

    /// <summary>Says why.</summary>
    /// <param name="code">What the verb exits with.</param>
    /// <param name="line">What is wrong and what to do.</param>
    /// <returns>The code as a number.</returns>
    internal static int Say(ExitCode code, string line)
    {
        Console.Error.WriteLine(Prefix + line.ReplaceLineEndings(" "));
        return (int)code;
    }

    /// <summary>The code of what the world refused; null for a broken invariant, which is a crash.</summary>
    internal static ExitCode? CodeOf(Exception fault) => fault switch
    {
        JournalException journal => (ExitCode)journal.ExitCode,
        UnauthorizedAccessException => ExitCode.NotAllowed,
        InvalidDataException => ExitCode.DamagedData,
        FileNotFoundException or DirectoryNotFoundException => ExitCode.Usage,
        ArgumentException => ExitCode.Usage,
        IOException or OutOfMemoryException => ExitCode.Resource,
        _ => null,
    };
}
