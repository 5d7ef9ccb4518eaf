using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateway.Tests.Tidy;

/// <summary>What <see cref="TidyTests"/> asks of a C# file beyond its size.</summary>
internal static class CSharpRules
{
    private static readonly string[] HotProjects = ["Wire", "Fix", "Risk", "Aeron", "Lane", "Venue", "Clearing"];

    private static readonly string[] BannedEndings = ["Manager", "Helper", "Utils", "Util", "Common", "Base", "Impl"];

    private static readonly string[] RawReads = ["GetReference", "LoadUnsafe", "StoreUnsafe"];

    /// <summary>Files outside Native that may use them; each has its row in perf/RESULTS.md.</summary>
    private static readonly string[] RawReadFiles = [];

    internal static void Check(string path, string[] lines, int methodLinesMax, List<string> faults)
    {
        string[] folders = path.Split('/');
        bool hot = folders[0] == "src" && HotProjects.Contains(folders[1]);
        bool raw = folders[0] != "src" || folders[1] == "Native" || RawReadFiles.Contains(path);
        SyntaxNode root = CSharpSyntaxTree.ParseText(string.Join('\n', lines)).GetRoot();
        if (Misnamed(path, root) is { } misnamed) faults.Add($"{path}:1: {misnamed}");
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            string? fault = Shape(node, methodLinesMax) ?? (hot ? Hot(node) : null) ?? (raw ? null : Raw(node));
            if (fault != null) faults.Add($"{path}:{Line(node)}: {fault}");
        }
    }

    /// <summary>Whether a node is what <see cref="SizesTests"/> counts as a function.</summary>
    internal static bool IsFunction(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
        || node is AccessorDeclarationSyntax accessor && (accessor.Body != null || accessor.ExpressionBody != null);

    /// <summary>Lines from the first token to the last, the comment above it left out.</summary>
    internal static int Lines(SyntaxNode node)
    {
        // A table of cases is data: the attributes before a method do not count.
        SyntaxNode bare = node is MemberDeclarationSyntax member ? member.WithAttributeLists([]) : node;
        return bare.ToString().Split('\n').Length;
    }

    private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>A file is its type; Program.cs of top-level statements declares none.</summary>
    private static string? Misnamed(string path, SyntaxNode root)
    {
        string name = Path.GetFileName(path).Split('.')[0];
        string[] types = [.. root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.Text)];
        return types.Length == 0 || types.Contains(name) ? null : $"no type {name} in it";
    }

    private static string? Shape(SyntaxNode node, int methodLinesMax) => node switch
    {
        BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax when Lines(node) > methodLinesMax =>
            $"method over {methodLinesMax} lines",
        BaseTypeDeclarationSyntax type when BannedEndings.Any(type.Identifier.Text.EndsWith) =>
            $"{type.Identifier.Text} says nothing",
        UsingDirectiveSyntax directive when directive.GlobalKeyword.RawKind != 0 => "global using",
        _ => null,
    };

    private static string? Hot(SyntaxNode node) => node switch
    {
        LockStatementSyntax or AwaitExpressionSyntax or CatchClauseSyntax =>
            $"{node.Kind()} in hot or deterministic code",
        PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword or (int)SyntaxKind.FloatKeyword } =>
            "floating point in hot or deterministic code",
        _ => null,
    };

    private static string? Raw(SyntaxNode node) =>
        node is SimpleNameSyntax name && RawReads.Contains(name.Identifier.Text)
            ? "raw reads only in listed files"
            : null;
}
