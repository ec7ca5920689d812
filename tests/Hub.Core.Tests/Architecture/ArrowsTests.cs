using System.Xml.Linq;

namespace Hub.Core.Tests.Architecture;

/// <summary>Which project may know which: see docs/ARCHITECTURE.md.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hub.Core"] = [],
        ["Hub.Storage"] = ["Hub.Core"],
        ["Hub.Coordination"] = ["Hub.Core"],
        ["Hub.Channels"] = ["Hub.Core"],
        ["Hub.Agent.Blazor"] = ["Hub.Core"],
        ["Hub.Server"] = ["Hub.Agent.Blazor", "Hub.Channels", "Hub.Coordination", "Hub.Core", "Hub.Storage"],
    };

    private static readonly Dictionary<string, string> Drivers = new()
    {
        ["Microsoft.Data.Sqlite"] = "Hub.Storage",
        ["MongoDB.Driver"] = "Hub.Storage",
        ["StackExchange.Redis"] = "Hub.Coordination",
        ["Garnet"] = "Hub.Coordination",
        ["MailKit"] = "Hub.Channels",
        ["MimeKit"] = "Hub.Channels",
        ["MudBlazor"] = "Hub.Agent.Blazor",
    };

    [Fact]
    public void Every_project_is_in_the_table() =>
        Projects().Select(Path.GetFileNameWithoutExtension).ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Fact]
    public void Projects_reference_only_what_the_architecture_allows()
    {
        foreach (var project in Projects())
        {
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            references.ShouldBe(Allowed[Path.GetFileNameWithoutExtension(project)], ignoreOrder: true, customMessage: project);
        }
    }

    [Fact]
    public void Core_knows_no_web_stack_and_no_driver()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src/Hub.Core/Hub.Core.csproj"));
        project.Descendants("FrameworkReference").ShouldBeEmpty();
        project.Descendants("PackageReference").Select(static package => package.Attribute("Include")!.Value)
            .ShouldBe(["Microsoft.Extensions.Logging.Abstractions"]);
    }

    [Fact]
    public void Driver_types_stay_in_their_project()
    {
        var strays = from file in Repository.Sources("src")
                     from line in File.ReadLines(file)
                     from driver in Drivers
                     where line.StartsWith($"using {driver.Key}", StringComparison.Ordinal) || line.StartsWith($"@using {driver.Key}", StringComparison.Ordinal)
                     where !file.Contains($"/{driver.Value}/", StringComparison.Ordinal)
                     select $"{file}: {line}";
        strays.Where(static stray => !IsComposition(stray)).ShouldBeEmpty();
    }

    /// <summary>The composition root names every library once.</summary>
    private static bool IsComposition(string stray) => stray.Contains("/Hub.Server/Composition/", StringComparison.Ordinal);

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static project => !project.Contains("/node_modules/", StringComparison.Ordinal));
}
