using System;
using System.IO;

namespace Gateway.Host.Clearing;

/// <summary>A journal cannot be used; the message is the one line that the user gets.</summary>
/// <param name="message">File, what, and what to do.</param>
/// <param name="exitCode">Exit code of operations.md section 3.</param>
public sealed class JournalException(string message, int exitCode) : Exception(message)
{
    /// <summary>The exit code: 2 no such file, 4 not allowed, 5 resource, 7 version, 8 damaged data.</summary>
    public int ExitCode { get; } = exitCode;

    internal static JournalException Damaged(string message) => new(message, (int)Host.ExitCode.DamagedData);

    internal static JournalException OtherVersion(string message) => new(message, (int)Host.ExitCode.VersionConflict);

    internal static JournalException Of(string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new($"{path}: no such file or folder", (int)Host.ExitCode.Usage),
        UnauthorizedAccessException => new($"{path}: not allowed", (int)Host.ExitCode.NotAllowed),
        _ => new($"{path}: {OneLine(cause.Message)}", (int)Host.ExitCode.Resource),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
