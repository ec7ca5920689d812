using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hub.Server.Tests.Realtime;

/// <summary>Both hubs spoken to by the official JavaScript client.</summary>
public sealed class NodeClientTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_client_holds_a_conversation_through_both_hubs()
    {
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }
        using var http = hub.Http((await hub.HireAsync("Anna")).Token);
        var answer = await http.PostAsync(new Uri("/api/v1/hub-ticket", UriKind.Relative), null, Ct);
        using var ticket = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));

        var output = await RunAsync("node", "talk.mjs", hub.Address.GetLeftPart(UriPartial.Authority), hub.Shop.Id.Value,
            await hub.FrameTicketAsync(), ticket.RootElement.GetProperty("ticket").GetString()!);

        using var said = JsonDocument.Parse(output);
        said.RootElement.GetProperty("token").GetInt32().ShouldBe(22);
        said.RootElement.GetProperty("reply").GetString().ShouldBe("Anna!");
        said.RootElement.GetProperty("told").GetString().ShouldBe("Anna!");
        said.RootElement.GetProperty("refusal").GetString().ShouldBe("base-seq-required");
        said.RootElement.GetProperty("texts").EnumerateArray().Select(static text => text.GetString()).ShouldBe(["Hallo, wer ist da?", "Anna!"]);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(Ct);
        var errors = process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "NodeClient");
}
