using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Server.Composition;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Rights;

/// <summary>The table of the matrix is whole: a route, call or event that is new fails here until somebody says who may use it.</summary>
public sealed partial class RouteTableTests(RestHub hub) : IClassFixture<RestHub>
{
    [Fact]
    public async Task Every_route_of_the_description_stands_in_the_table()
    {
        using var client = hub.Client();
        var paths = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!["paths"]!.AsObject();
        var described = paths.Where(static path => path.Key.StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(static path => path.Value!.AsObject().Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key["/api/v1".Length..]}"));
        described.Order().ShouldBe(RouteTable.Routes.Keys.Order());
    }

    [Fact]
    public void Every_hub_call_stands_in_the_table() => typeof(HubApplication).Assembly.GetType("Hub.Server.Realtime.Agents.AgentHub", throwOnError: true)!
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(static method => method.GetBaseDefinition() == method).Select(static method => method.Name).Order().ShouldBe(RouteTable.Calls.Keys.Order());

    [Fact]
    public async Task Every_live_event_stands_in_the_table()
    {
        var source = string.Concat(await Task.WhenAll(Directory.GetFiles(Path.Combine(Root(), "src/Hub.Server/Realtime/Agents"), "*.cs")
            .Select(static file => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))));
        Posted().Matches(source).Select(static match => match.Groups[1].Value).Distinct().Order().ShouldBe(RouteTable.Events.Keys.Order());
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Hub.sln")))
        {
            at = at.Parent;
        }
        return at.FullName;
    }

    [GeneratedRegex("Outlet\\.Post\\(\"([a-z]+)\"")]
    private static partial Regex Posted();
}
