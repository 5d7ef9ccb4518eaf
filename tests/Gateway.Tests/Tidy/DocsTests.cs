using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.Tidy;

/// <summary>What the documents point at exists: files, verbs of the program, flags of the verbs.</summary>
public sealed class DocsTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Gateway");

    [Fact]
    public void ARelativeLinkLeadsToAFile()
    {
        var dead = new List<string>();
        foreach (string path in House.Files("", "*.md"))
        {
            string folder = Path.Combine(House.Root, Path.GetDirectoryName(path)!);
            dead.AddRange(Links(House.Read(path))
                .Where(link => !Path.Exists(Path.Combine(folder, link)))
                .Select(link => $"{path}: {link}"));
        }

        Assert.Empty(dead);
    }

    [Fact]
    public void ACommandInTheReadmeIsOneOfTheProgram()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(House.Root, "README.md")), "there is no README.md yet");

        var unknown = new List<string>();
        foreach ((string verb, string flags) in Commands(House.Read("README.md")).Distinct())
        {
            if (verb is "test" or "soak") continue; // the launcher's own

            string help = Help(verb);
            if (!Regex.IsMatch(help, $@"(?i)usage:\s+gateway {verb}\b")) unknown.Add($"./gateway {verb}");
            unknown.AddRange(flags.Split(' ').Where(flag => !help.Contains(flag)).Select(flag => $"{verb} {flag}"));
        }

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("see [here](a/b.md#part) and [there](https://x.y) or [below](#z)", "a/b.md")]
    [InlineData("```\n[no](link.md)\n```", "")]
    public void ALinkIsFound(string text, string links) => Assert.Equal(links, string.Join(' ', Links(text)));

    [Theory]
    [InlineData("run `./gateway run --orders 5 --json out.json`, then", "run|--orders --json")]
    [InlineData("./gateway log export DIR > x --not-ours", "log export|")]
    [InlineData("./gateway run  # --rate", "run|")]
    public void ACommandIsFound(string text, string command)
    {
        (string verb, string flags) = Assert.Single(Commands(text));
        Assert.Equal(command, $"{verb}|{flags}");
    }

    private static IEnumerable<string> Links(string text) =>
        Regex.Matches(Regex.Replace(text, "(?ms)^```.*?^```", ""), @"\]\((?<target>[^)\s]+)\)")
            .Select(m => m.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://"));

    /// <summary>Words behind the launcher's name, as long as they are lower-case, and the flags after them.</summary>
    private static IEnumerable<(string Verb, string Flags)> Commands(string text) =>
        Regex.Matches(text, @"\./gateway(?<verb>( [a-z]+)+)(?<rest>[^`#|>;&\n]*)").Select(m => (
            m.Groups["verb"].Value.Trim(),
            string.Join(' ', Regex.Matches(m.Groups["rest"].Value, "--[a-z-]+").Select(f => f.Value))));

    private static string Help(string verb)
    {
        var start = new ProcessStartInfo(Program, [.. verb.Split(' '), "--help"]) { RedirectStandardOutput = true };
        using Process program = Process.Start(start)!;
        string help = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        return help;
    }
}
