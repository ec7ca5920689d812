using System.Net;
using System.Net.Http.Json;
using Hub.Server.Http;
using Hub.Server.Operator;
using Hub.Server.Tests.Hosting;
using Hub.Storage.Backup;

namespace Hub.Server.Tests.Operator;

public sealed class OperatorTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_server_is_backed_up_and_the_backup_is_sound()
    {
        var ticket = await hub.TicketAsync("Backed up");
        var backup = Path.Combine(hub.Folder, "backup");
        (await AskAsync("/operator/check", null)).ExitCode.ShouldBe(0);
        (await AskAsync("/operator/backup", new FolderRequest(backup))).ExitCode.ShouldBe(0);

        var restored = Path.Combine(hub.Folder, "restored");
        await StoreRestore.RestoreAsync(backup, restored, Ct);
        await using var store = await Storage.Sqlite.SqliteHubStore.OpenAsync(
            new() { DataDirectory = restored }, Core.Storage.Catalogue.All, TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, Ct);
        (await store.ResolveAsync(Core.Tickets.Ticket.NumberKey(ticket["number"]!.GetValue<string>()), Ct)).ShouldNotBeNull();
        (await AskAsync("/operator/backup", new FolderRequest(backup))).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_made_by_the_operator_works_until_it_is_not_there()
    {
        var answer = await AskAsync("/operator/token", new TokenRequest(null, "test", 1));
        using var client = hub.Client(answer.Lines.ShouldHaveSingleItem());
        using var me = await client.GetAsync("/api/v1/agents/me", Ct);
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("/operator/token", new TokenRequest("nobody@hub.test", "test", null))).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_reaches_the_verbs_over_the_network()
    {
        using var answer = await hub.Api.PostAsync("/operator/check", null, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.GetDirectoryName(OperatorSocket.PathOf(hub.Settings.DataDirectory))!)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<OperatorAnswer> AskAsync(string path, object? body)
    {
        using var server = (await OperatorSocket.FindAsync(hub.Settings.DataDirectory, Ct)).ShouldNotBeNull();
        using var answer = await server.PostAsync(path, body is null ? null : JsonContent.Create(body, body.GetType(), options: HttpJson.Options), Ct);
        return (await answer.Content.ReadFromJsonAsync<OperatorAnswer>(HttpJson.Options, Ct))!;
    }
}
