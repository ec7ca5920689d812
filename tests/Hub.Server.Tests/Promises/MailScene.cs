using System.Text.Json.Nodes;
using Hub.EndToEnd.Hosting;
using Hub.MailServers;
using Hub.Server.Tests.Realtime;
using Hub.Server.Tests.Rights;
using MimeKit;

namespace Hub.Server.Tests.Promises;

/// <summary>Hub with a mailbox on real Postfix and Dovecot, fetched by IMAP, and customers with mail programs.</summary>
public sealed class MailScene : IAsyncLifetime
{
    public LiveHub Hub { get; } = new();

    public MailHost Host { get; private set; } = null!;

    internal RightsDesk Desk { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (MailHost.Missing is not null)
        {
            return;
        }
        Host = await MailHost.StartAsync(Ct);
        await Hub.InitializeAsync();
        Desk = await RightsDesk.OpenAsync(Hub);
    }

    /// <summary>A mailbox of the team, with a queue of its own; answers the queue.</summary>
    public async Task<string> OpenMailboxAsync(string address, string? senderName = null, string? signature = null)
    {
        var queue = await Desk.QueueAsync("Mail");
        object Server(int port) => new { host = "127.0.0.1", port, security = "none", user = address, password = MailHost.Password };
        await Desk.PostAsync("/inboxes", new
        {
            name = RightsDesk.Unique("Mailbox"),
            channel = "email",
            queue,
            settings = new
            {
                address,
                senderName,
                signature,
                imap = Server(Host.ImapPort),
                smtp = new { host = "127.0.0.1", port = Host.SmtpPort, security = "none" },
            },
        });
        return queue;
    }

    /// <summary>The mails of a customer once there are so many, in the order in which they came. Two that are on their way at once come in either order.</summary>
    internal static Task<IReadOnlyList<MimeMessage>> ArrivedAsync(CustomerMailbox mailbox, int count) => Eventually.GetAsync(
        $"{count} mails for {mailbox.Address}", async ct => await mailbox.ReadAsync(ct) is var mails && mails.Count >= count ? mails : null);

    /// <summary>The one ticket of a queue, once it is there.</summary>
    internal Task<string> NumberInAsync(string queue) => Eventually.GetAsync(
        $"a ticket in {queue}",
        async _ => (await Desk.GetAsync($"/tickets?queue={queue}"))["items"]!.AsArray().SingleOrDefault()?["number"]!.GetValue<string>());

    internal async Task<IReadOnlyList<JsonNode>> EntriesAsync(string number) =>
        [.. (await Desk.GetAsync($"/tickets/{number}/messages?limit=200"))["items"]!.AsArray().Select(static entry => entry!)];

    /// <summary>A public reply of an agent to what it sees now; answers the entry.</summary>
    internal async Task<JsonNode> ReplyAsync(RightsAgent agent, string number, string text, params string[] attachments) => await RightsDesk.SendAsync(
        agent.Http, HttpMethod.Post, $"/tickets/{number}/messages",
        new { kind = "public", text, attachments, baseSeq = (await Desk.GetAsync($"/tickets/{number}"))["lastSeq"]!.GetValue<long>() }, 201);

    /// <summary>A public reply once the customer's words are there.</summary>
    internal async Task ReplyWhenThereAsync(RightsAgent agent, string number, string words, string text)
    {
        await Eventually.GetAsync($"\"{words}\" in {number}", async _ =>
            (await EntriesAsync(number)).FirstOrDefault(entry => entry["text"]!.GetValue<string>().Contains(words, StringComparison.Ordinal)));
        await ReplyAsync(agent, number, text);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is null)
        {
            return;
        }
        Desk.Dispose();
        await Hub.DisposeAsync();
        await Host.DisposeAsync();
    }
}
