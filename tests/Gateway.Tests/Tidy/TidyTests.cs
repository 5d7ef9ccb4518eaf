using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Gateway.Tests.Tidy;

/// <summary>House rules that no analyzer checks: ceilings for each language; <see cref="CSharpRules"/>.</summary>
public sealed class TidyTests
{
    private static readonly Language CSharp = new(LinesMax: 400, BlockLinesMax: 60, ColumnsMax: 120);
    private static readonly Language C = new(LinesMax: 400, BlockLinesMax: 60, ColumnsMax: 100);

    [Theory]
    [InlineData("src", "*.cs")]
    [InlineData("tests", "*.cs")]
    [InlineData("perf", "*.cs")]
    [InlineData("native", "*.h")]
    [InlineData("native", "*.c")]
    public void SourcesAreTidy(string folder, string pattern)
    {
        string[] paths = [.. House.Files(folder, pattern)];
        Assert.SkipWhen(paths.Length == 0, $"{folder} has no {pattern} yet");

        var faults = new List<string>();
        foreach (string path in paths) Check(path, File.ReadAllLines(Path.Combine(House.Root, path)), faults);

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("long.c", "int f(void) {|*60|}", 1)]
    [InlineData("wrapped.c", "int f(int a,|      int b) {|*60|}", 1)]
    [InlineData("prototype.c", "int f(void);|int g(void) {|*9|}|*60", 0)]
    [InlineData("wide.h", "*101", 1)]
    [InlineData("src/Lane/BookManager.cs", "class BookManager { double x; }", 2)]
    [InlineData("src/Lane/X.cs", "class Y { void F() { lock (this) { } } }", 2)]
    [InlineData("src/Risk/X.cs", "global using System;|class X { void F() { try { } catch { } } }", 2)]
    [InlineData("src/Fix/X.cs", "class X { void F() => MemoryMarshal.GetReference(y); }", 1)]
    [InlineData("tests/X.cs", "class X { void F() {|*59|} }", 1)]
    [InlineData("tests/Y.cs", "class X { double y; }", 1)]
    [InlineData("short.c", "int f(void) {|*9|}", 0)]
    [InlineData("src/Host/X.cs", "class X { double y; void F() { try { } catch { } } }", 0)]
    public void AFaultIsFound(string path, string text, int count)
    {
        var faults = new List<string>();
        Check(path, [.. text.Split('|').SelectMany(Expand)], faults);
        Assert.Equal(count, faults.Count);
    }

    /// <summary>First and last line, from 0, of each C function: from its signature to a brace in column 1.</summary>
    internal static IEnumerable<(int First, int Last)> CFunctions(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || !(char.IsLetter(lines[i][0]) && lines[i].Contains('('))) continue;

            int open = i + lines.Skip(i).TakeWhile(line => !line.EndsWith(") {") && !line.EndsWith(';')).Count();
            if (open == lines.Length || lines[open].EndsWith(';')) continue;

            yield return (i, open + lines.Skip(open).TakeWhile(line => line != "}").Count());
        }
    }

    private static void Check(string path, string[] lines, List<string> faults)
    {
        Language language = Path.GetExtension(path) == ".cs" ? CSharp : C;
        if (lines.Length > language.LinesMax) faults.Add($"{path}: {lines.Length} lines");
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > language.ColumnsMax) faults.Add($"{path}:{i + 1}: {lines[i].Length} columns");
        }

        if (language == CSharp) CSharpRules.Check(path, lines, language.BlockLinesMax, faults);
        else CheckFunctions(path, lines, language, faults);
    }

    private static void CheckFunctions(string path, string[] lines, Language language, List<string> faults)
    {
        foreach ((int first, int last) in CFunctions(lines))
        {
            int length = last - first + 1;
            if (length > language.BlockLinesMax) faults.Add($"{path}:{first + 1}: function of {length} lines");
        }
    }

    /// <summary>"*60" is sixty lines, "*101" alone one line of that many columns.</summary>
    private static IEnumerable<string> Expand(string line) => line switch
    {
        "*101" => [new string('x', 101)],
        _ when line.StartsWith('*') => Enumerable.Repeat("    x;", int.Parse(line[1..])),
        _ => [line],
    };

    private sealed record Language(int LinesMax, int BlockLinesMax, int ColumnsMax);
}
