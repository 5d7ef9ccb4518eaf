using System;
using System.IO;

namespace Gateway.Host.Clearing;

/// <summary>A journal cannot be used; the message is the one line that the user gets.</summary>
/// <param name="message">File, what, and what to do.</param>
/// <param name="exitCode">Exit code of operations.md section 3.</param>
public sealed class JournalException(string message, int exitCode) : Exception(message)
{
    private const int Usage = 2;
    private const int NotAllowed = 4;
    private const int Resource = 5;
    private const int Version = 7;
    private const int DamagedData = 8;

    /// <summary>The exit code: 2 no such file, 4 not allowed, 5 resource, 7 version, 8 damaged data.</summary>
    public int ExitCode { get; } = exitCode;

    internal static JournalException Damaged(string message) => new(message, DamagedData);

    internal static JournalException OtherVersion(string message) => new(message, Version);

    internal static JournalException Of(string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new($"{path}: no such file or folder", Usage),
        UnauthorizedAccessException => new($"{path}: not allowed", NotAllowed),
        _ => new($"{path}: {OneLine(cause.Message)}", Resource),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
