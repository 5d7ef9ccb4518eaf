using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Gateway.Tests.Tidy;

/// <summary>The floors of the house. To change one, change this table and DECISIONS.md.</summary>
public sealed class LayersTests
{
    private const string Floors = """
        Wire     :
        Fix      : Wire
        Native   : Wire
        Risk     : Wire
        Clearing : Wire
        Aeron    : Native
        Lane     : Aeron Fix Native Risk Wire
        Venue    : Fix Native Wire
        Host     : Aeron Clearing Fix Lane Native Risk Venue Wire : HdrHistogram System.CommandLine
        """;

    public static TheoryData<string, string, string> Projects()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (string line in Floors.Split('\n'))
        {
            string[] parts = [.. line.Split(':').Select(part => part.Trim())];
            rows.Add(parts[0], parts[1], parts.ElementAtOrDefault(2) ?? "");
        }

        return rows;
    }

    [Theory, MemberData(nameof(Projects))]
    public void AProjectStandsOnItsFloor(string project, string on, string packages)
    {
        var csproj = XDocument.Parse(House.Read($"src/{project}/Gateway.{project}.csproj"));
        var references = csproj.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)["Gateway.".Length..]);

        Assert.Equal(on, string.Join(' ', references.Order()));
        Assert.Equal(packages, string.Join(' ', csproj.Descendants("PackageReference")
            .Select(p => p.Attribute("Include")!.Value).Order()));
        Assert.Empty(csproj.Descendants("Reference"));
        Assert.Equal(project == "Native", csproj.Descendants("AllowUnsafeBlocks").Any(e => e.Value == "true"));
    }

    [Fact]
    public void EveryProjectHasItsFloor() => Assert.Equal(
        Floors.Split('\n').Select(line => line.Split(':')[0].Trim()).Order(),
        House.Files("src", "*.csproj").Select(path => path.Split('/')[1]));

    [Fact]
    public void NobodySeesThroughAProjectIntoTheNext() =>
        Assert.Contains(
            "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>",
            House.Read("Directory.Build.props"));

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        string solution = House.Read("Gateway.sln").Replace('\\', '/');
        Assert.All(House.Files("", "*.csproj"), path => Assert.Contains($"\"{path}\"", solution));
    }
}
