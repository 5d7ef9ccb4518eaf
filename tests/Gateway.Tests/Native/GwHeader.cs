using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.Native;

/// <summary>native/include/gw.h, read as text: what the C# side must agree with.</summary>
internal static partial class GwHeader
{
    private static readonly string Text = File.ReadAllText(Find());

    internal static List<string> Functions() => Names(FunctionPattern(), Text);

    internal static List<string> EventFields() => Names(FieldPattern(), EventPattern().Match(Text).Value);

    internal static int Constant(string name)
    {
        Match match = Regex.Match(Text, $@"\b{name} = (\d+)");
        Assert.True(match.Success, $"{name} is not in gw.h");
        return int.Parse(match.Groups[1].ValueSpan);
    }

    private static List<string> Names(Regex pattern, string text)
    {
        List<string> names = [];
        foreach (Match match in pattern.Matches(text)) names.Add(match.Groups[1].Value);
        Assert.NotEmpty(names);
        return names;
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "native", "include", "gw.h");
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException("native/include/gw.h above the tests");
    }

    [GeneratedRegex(@"^u?int\d+_t (gw_\w+)\(", RegexOptions.Multiline)]
    private static partial Regex FunctionPattern();

    [GeneratedRegex(@"typedef struct gw_event \{.*?\} gw_event_t;", RegexOptions.Singleline)]
    private static partial Regex EventPattern();

    [GeneratedRegex(@"^ {4}([\w ]+[ *]\w+);", RegexOptions.Multiline)]
    private static partial Regex FieldPattern();
}
