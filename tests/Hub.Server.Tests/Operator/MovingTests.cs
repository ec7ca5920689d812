using System.Net.Http.Json;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Composition;
using Hub.Server.Http;
using Hub.Server.Operator;
using Hub.Server.Start;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Server.Tests.Operator;

/// <summary>Export of a server that runs, import into a new folder by the verb, and what a start says meanwhile.</summary>
public sealed class MovingTests(RestHub hub) : IClassFixture<RestHub>
{
    private const string Passphrase = "a long enough passphrase";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_server_is_exported_and_a_new_folder_serves_it_with_its_secrets()
    {
        var ticket = await hub.TicketAsync("Moves house");
        var inbox = await MailboxAsync("moved@hub.test");
        var file = Path.Combine(hub.Folder, "moved.export");

        var exported = await AskAsync("/operator/export", new MoveRequest(file, Passphrase));
        exported.ExitCode.ShouldBe(0, string.Join('\n', exported.Lines));
        var settings = Folder("moved");
        (await ImportAsync(settings, file, Passphrase)).ShouldBe(0);
        (await ImportAsync(settings, file, Passphrase)).ShouldBe(0, "a second time changes nothing");

        await using var parts = await HubParts.OpenAsync(settings, NullLoggerFactory.Instance, Ct);
        await using var app = HubApplication.Build(HubApplication.CreateBuilder(["--applicationName=Hub.Server"]), settings, parts);
        (await app.Services.GetRequiredService<FirstRun>().PrepareAsync(Ct)).ShouldBeNull("the administrator came along");
        (await parts.Store.ResolveAsync(Ticket.NumberKey(ticket["number"]!.GetValue<string>()), Ct)).ShouldNotBeNull();
        var moved = (await parts.Store.FindAsync(new DocId<Inbox>(inbox), Ct)).ShouldNotBeNull();
        app.Services.GetRequiredService<ISecretSealer>().Open(moved.Email!.Imap!.SealedPassword!).ShouldBe("the mailbox's password");
        hub.Services.GetRequiredService<ISecretSealer>().Open(moved.Email.Imap.SealedPassword!).ShouldBeNull();
    }

    [Fact]
    public async Task Without_secrets_the_export_names_the_mailboxes_that_need_theirs_again()
    {
        await MailboxAsync("left@hub.test");

        var answer = await AskAsync("/operator/export", new MoveRequest(Path.Combine(hub.Folder, "plain.export"), null));

        answer.ExitCode.ShouldBe(0);
        answer.Lines.ShouldContain("  Inbox 'left@hub.test' needs its passwords again.");
    }

    [Fact]
    public async Task A_server_that_runs_refuses_an_import_and_a_folder_half_imported_is_not_served()
    {
        (await AskAsync("/operator/import", new { })).Lines.ShouldBe([MovingActions.Serving]);

        var settings = Folder("half");
        await using (var parts = await HubParts.OpenAsync(settings, NullLoggerFactory.Instance, Ct))
        {
            var begun = new ImportRecord
            {
                Id = ImportRecord.OnlyId,
                File = "a",
                Position = 1,
                Digest = "b",
                TakesSecrets = false,
                StartedAt = DateTimeOffset.UnixEpoch,
            };
            await parts.Store.CommitAsync(new ChangeSet().Insert(begun), Ct);
            (await UnfinishedImport.FindAsync(parts.Store, Ct)).ShouldNotBeNull().ShouldContain("run 'import' with the same file again");
        }
        var user = new NewUser("a@hub.test", null, "correct horse battery staple", false);
        (await Host(settings).RunAsync(Never, (actions, ct) => actions.CreateUserAsync(user, ct), Ct)).ShouldBe(1);
    }

    private async Task<string> MailboxAsync(string address)
    {
        var inbox = await hub.PostAsync("/inboxes", new
        {
            name = address,
            channel = "email",
            settings = new
            {
                address,
                imap = new { host = "127.0.0.1", port = 1, user = "u", password = "the mailbox's password" },
            },
        });
        return inbox["id"]!.GetValue<string>();
    }

    private static Task<int> ImportAsync(HubSettings settings, string file, string? passphrase) => Host(settings).RunAsync<MovingActions>(
        Never, (actions, ct) => actions.ImportAsync(new MoveRequest(file, passphrase), ct), Ct);

    private static Task<HttpResponseMessage> Never(HttpClient server, CancellationToken ct) => throw new InvalidOperationException("No server runs there.");

    private static OperatorHost Host(HubSettings settings) => new(HubApplication.CreateBuilder(["--applicationName=Hub.Server"]), settings);

    private HubSettings Folder(string name) => hub.Settings with { DataDirectory = Path.Combine(hub.Folder, name) };

    private async Task<OperatorAnswer> AskAsync(string path, object body)
    {
        using var server = (await OperatorSocket.FindAsync(hub.Settings.DataDirectory, Ct)).ShouldNotBeNull();
        using var answer = await server.PostAsync(path, JsonContent.Create(body, body.GetType(), options: HttpJson.Options), Ct);
        return (await answer.Content.ReadFromJsonAsync<OperatorAnswer>(HttpJson.Options, Ct))!;
    }
}
