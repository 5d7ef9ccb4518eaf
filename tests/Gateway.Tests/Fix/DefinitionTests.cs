using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Gateway.Tests.Fix;

/// <summary>The FIX 4.4 acceptance definitions that need no dictionary, in place and in virtual time.</summary>
public sealed class DefinitionTests
{
    /// <summary>These ask for a data dictionary.</summary>
    private static readonly string[] NeedADictionary =
    [
        "14a_BadField", "14b_RequiredFieldMissing", "14c_TagNotDefinedForMsgType", "14e_IncorrectEnumValue",
        "14f_IncorrectDataFormat", "14h_RepeatedTag", "14i_RepeatingGroupCountNotEqual", "RejectResentMessage",
        "ReverseRoute",
    ];

    public static IEnumerable<TheoryDataRow<string>> Passing => Rows(name => !NeedADictionary.Contains(name));

    public static IEnumerable<TheoryDataRow<string>> Waiting => Rows(NeedADictionary.Contains);

    private static string? Folder { get; } = Find();

    [Theory]
    [MemberData(nameof(Passing))]
    public void ADefinitionPasses(string name)
    {
        string? fault = new DefinitionRun("TW44").Play(Path.Combine(Folder!, name + ".def"));
        Assert.Null(fault);
    }

    [Theory]
    [MemberData(nameof(Waiting))]
    public void ADefinitionThatNeedsADictionaryFails(string name) =>
        Assert.NotNull(new DefinitionRun("TW44").Play(Path.Combine(Folder!, name + ".def")));

    private static IEnumerable<TheoryDataRow<string>> Rows(Func<string, bool> chosen) => Folder is null
        ? [new TheoryDataRow<string>("fix44") { Skip = "../shared/conformance/defs/fix44 is not here" }]
        : Directory.GetFiles(Folder, "*.def").Select(path => Path.GetFileNameWithoutExtension(path)).Where(chosen)
            .Order().Select(name => new TheoryDataRow<string>(name));

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "..", "shared", "conformance", "defs", "fix44");
            if (File.Exists(Path.Combine(at.FullName, "Gateway.sln"))) return Directory.Exists(folder) ? folder : null;
        }

        return null;
    }
}
