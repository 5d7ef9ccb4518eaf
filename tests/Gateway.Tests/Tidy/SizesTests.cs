using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Gateway.Tests.Tidy;

/// <summary>Lines per file and per function over the tree. The targets are aims of the house, not rules for a file:
/// the ceilings here only catch a tree that has drifted away. Targets: C# 70 and 8, C 120 and 15.</summary>
public sealed class SizesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("src", "*.cs", 140, 16)]
    [InlineData("tests", "*.cs", 140, 24)]
    [InlineData("native", "*.c", 240, 30)]
    public void TheMiddleFileAndFunctionAreShort(string folder, string pattern, int fileMax, int functionMax)
    {
        List<string[]> files =
            [.. House.Files(folder, pattern).Select(path => File.ReadAllLines(Path.Combine(House.Root, path)))];
        int[] functions = [.. files.SelectMany(lines => pattern == "*.cs" ? CSharp(lines) : C(lines)).Order()];
        int[] lengths = [.. files.Select(lines => lines.Length).Order()];
        Assert.SkipWhen(functions.Length == 0, $"{folder} has no {pattern} yet");

        output.WriteLine($"{folder}/{pattern}: {lengths.Length} files of {Spread(lengths)} lines, "
            + $"{functions.Length} functions of {Spread(functions)} (median / 95th percentile / longest)");
        Assert.InRange(At(lengths, 50), 1, fileMax);
        Assert.InRange(At(functions, 50), 1, functionMax);
    }

    private static IEnumerable<int> CSharp(string[] lines) =>
        CSharpSyntaxTree.ParseText(string.Join('\n', lines)).GetRoot().DescendantNodes()
            .Where(CSharpRules.IsFunction)
            .Select(CSharpRules.Lines);

    private static IEnumerable<int> C(string[] lines) =>
        TidyTests.CFunctions(lines).Select(function => function.Last - function.First + 1);

    private static string Spread(int[] sorted) => $"{At(sorted, 50)} / {At(sorted, 95)} / {sorted[^1]}";

    private static int At(int[] sorted, int percentile) => sorted[(sorted.Length - 1) * percentile / 100];
}
