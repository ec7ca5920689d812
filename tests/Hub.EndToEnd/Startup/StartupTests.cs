using System.Net;
using System.Text.Json.Nodes;
using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Startup;

/// <summary>What somebody sees who starts Hub.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task The_first_start_prints_where_to_go_and_the_sign_in_once()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Admin__Email"] = null, ["Hub__Admin__Password"] = null });
        hub.Output.ShouldContain($"{hub.Address}console");
        hub.Output.ShouldContain($"{hub.Address}demo");
        Occurrences(hub.Output, "admin@hub.local").ShouldBe(1);

        using var ready = await hub.Api.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        var parts = JsonNode.Parse(await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.ToJsonString();
        parts.ShouldContain("storage");
        parts.ShouldContain("coordination");

        (await hub.StopAsync()).ShouldBe(0);
        await hub.StartAgainAsync();
        Occurrences(hub.Output, "admin@hub.local").ShouldBe(1);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_refuses_in_one_line()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Demo"] = "false" });
        var folder = Path.Combine(hub.DataDirectory, "data");
        var (exitCode, output) = await HubProcess.RefusedAsync(new() { ["Hub__DataDirectory"] = folder });

        exitCode.ShouldNotBe(0);
        output.ShouldContain(folder);
        Lines(output).Count.ShouldBe(1, output);
    }

    [Theory]
    [InlineData("Hub__Storage__Provider", "Oracle", "Sqlite")]
    [InlineData("Hub__Demo", "maybe", "true")]
    [InlineData("Hub__PublicUrl", "hub.example", "https")]
    public async Task A_wrong_setting_stops_the_start_in_one_line(string setting, string value, string accepted)
    {
        var (exitCode, output) = await HubProcess.RefusedAsync(new() { [setting] = value });

        exitCode.ShouldNotBe(0);
        var line = Lines(output).ShouldHaveSingleItem();
        line.ShouldContain(setting);
        line.ShouldContain(value);
        line.ShouldContain(accepted);
    }

    private static int Occurrences(string text, string word) => text.Split(word).Length - 1;

    private static List<string> Lines(string output) => [.. output.Split('\n').Where(static line => !string.IsNullOrWhiteSpace(line))];
}
