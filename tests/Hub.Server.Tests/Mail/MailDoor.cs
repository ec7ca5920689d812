using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.EndToEnd.Hosting;
using Hub.MailSamples;
using Hub.Server.Composition;
using Hub.Server.Operator;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Mail;

/// <summary>A whole Hub with one mailbox, in which every situation of the corpus has been made; mail comes in by one door.</summary>
internal sealed class MailDoor : IAsyncDisposable
{
    public const string Address = "support@hub.test";
    private readonly RestHub _hub = new();
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _situations = [];
    private readonly HashSet<string> _before = [];
    private string _inbox = "";

    private MailDoor()
    {
    }

    /// <summary>The samples with their placeholders filled in; those that others come after stand first as well.</summary>
    public IReadOnlyList<MailSample> Samples { get; private set; } = [];

    /// <summary>What others come after.</summary>
    public IReadOnlyList<MailSample> First => [.. Samples.Where(sample => _before.Contains(sample.Name))];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MailDoor> OpenAsync(object? imap = null)
    {
        var door = new MailDoor();
        await door._hub.InitializeAsync();
        door._inbox = (await door._hub.PostAsync("/inboxes", new { name = "Samples", channel = "email", settings = new { address = Address, imap } }))["id"]!.GetValue<string>();
        var inbox = (await door.Of<HubDirectory>().FindInboxAsync(new InboxId(door._inbox), Ct))!;
        var situations = new SituationDesk(door.Of<IHubStore>(), door.Of<ReceiveIntake>(), door.Of<FileIntake>(), door.Of<ThreadWriter>(), door.Of<ReplyToTicket>(),
            door.Of<ReplyTokenSource>(), door.Of<HubDirectory>(), inbox);
        await situations.PrepareAsync(Ct);
        var samples = new List<MailSample>();
        foreach (var name in MailSample.Names)
        {
            var expectation = MailSample.ExpectationOf(name);
            door._before.UnionWith(expectation.After.Select(static file => Path.GetFileNameWithoutExtension(file)!));
            door._situations[name] = await situations.MakeAsync(name, expectation.Situation, Ct);
            samples.Add(MailSample.Read(name, door._situations[name]));
        }
        door.Samples = samples;
        return door;
    }

    /// <summary>Hands a mail over by REST; answers what Hub says became of it.</summary>
    public async Task<JsonNode> PostAsync(byte[] mail)
    {
        using var content = new ByteArrayContent(mail);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await _hub.Api.PostAsync($"/api/v1/inboxes/{_inbox}/mail", content, Ct);
        return await RestHub.ReadAsync(answer, 202);
    }

    /// <summary>Hands mails over by the verb <c>mail ingest</c>, one file at a time, while Hub runs.</summary>
    public async Task IngestAsync(IEnumerable<byte[]> mails)
    {
        var host = new OperatorHost(HubApplication.CreateBuilder([]), _hub.Settings);
        var file = Path.Combine(_hub.Folder, "mail.eml");
        foreach (var mail in mails)
        {
            await File.WriteAllBytesAsync(file, mail, Ct);
            (await Verbs.RunAsync(["mail", "ingest", Address, file], host, _hub.Settings)).ShouldBe(0);
        }
    }

    /// <summary>Completes when so many mails have been fetched, and all were filed or held.</summary>
    public Task SettledAsync(int fetched) => Eventually.HoldsAsync($"{fetched} mails are filed or held", async _ =>
        await RowsAsync() is var rows && rows.Count(static row => row.SourceKey is not null) == fetched && rows.All(static row => row.State != IntakeState.Received));

    /// <summary>What became of each sample: its reading as JSON, without what differs from Hub to Hub.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var store = Of<IHubStore>();
        var rowOf = new Dictionary<string, Intake>();
        foreach (var row in (await RowsAsync()).OrderBy(static row => row.ReceivedAt).ThenBy(static row => row.Id.Value, StringComparer.Ordinal))
        {
            await using var raw = (await Of<IBlobStore>().OpenAsync(row.RawBlob, Ct))!;
            var bytes = new byte[raw.Length];
            await raw.ReadExactlyAsync(bytes, Ct);
            rowOf[HashOf(bytes)] = row;
        }
        var found = new Dictionary<string, string>();
        foreach (var sample in Samples)
        {
            if (rowOf.TryGetValue(HashOf(sample.Bytes), out var row))
            {
                // The state of a ticket goes on changing while answers are sent.
                var reading = await SampleReading.OfAsync(store, row, _situations[sample.Name], Ct) with { State = null };
                found[sample.Name] = Without(JsonSerializer.Serialize(reading), _situations[sample.Name]);
            }
        }
        return found;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private T Of<T>() where T : notnull => _hub.Services.GetRequiredService<T>();

    private async Task<IReadOnlyList<Intake>> RowsAsync()
    {
        var rows = new List<Intake>();
        foreach (var state in Enum.GetValues<IntakeState>())
        {
            var page = await Of<IHubStore>().ListAsync(new View<Intake>(Intake.Fields.State.Is(state.ToString()), Intake.Fields.ReceivedAt), new PageRequest(1000), Ct);
            page.Next.ShouldBeNull();
            rows.AddRange(page.Items);
        }
        return rows;
    }

    // Mail servers make every line end CRLF.
    private static string HashOf(byte[] mail) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(mail).Replace("\r\n", "\n", StringComparison.Ordinal))));

    private static string Without(string json, IReadOnlyDictionary<string, string> situation) =>
        situation.OrderByDescending(static one => one.Value.Length).Aggregate(json, static (rest, one) => rest.Replace(one.Value, $"{{{one.Key}}}", StringComparison.Ordinal));
}
