namespace Gateway.Host.Configuration;

/// <summary>One fault of a configuration and where it is.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Line">From 1; 0 when the file could not be read.</param>
/// <param name="Column">Character from 1; 0 when the file could not be read.</param>
/// <param name="Path">Such as <c>firms[1].sessions[0].listen</c>; empty for the whole document.</param>
/// <param name="Text">What is wrong, in one line.</param>
public sealed record ConfigError(string File, int Line, int Column, string Path, string Text)
{
    /// <summary>Such as <c>market.json:14:31: firms[1].sessions[0].listen: port 9001 belongs to BRKA-1</c>.</summary>
    /// <returns>One line for a person.</returns>
    public override string ToString() =>
        (Line == 0 ? File : $"{File}:{Line}:{Column}") + (Path.Length == 0 ? "" : $": {Path}") + $": {Text}";
}
