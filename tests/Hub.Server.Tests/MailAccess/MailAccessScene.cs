using System.Text.Json.Nodes;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Core.Ports;
using Hub.EndToEnd.Hosting;
using Hub.MailServers;
using Hub.Server.Tests.Hosting;
using Hub.TokenServer;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.MailAccess;

/// <summary>Hub, a provider of OAuth 2.0, and mail servers that look tokens up at that provider; one for all tests of the folder.</summary>
[CollectionDefinition(Name)]
public sealed class MailAccessScene : IAsyncLifetime, ICollectionFixture<MailAccessScene>
{
    public const string Name = "mail access";
    private static int _count;

    public RestHub Hub { get; } = new() { Listen = new Uri($"http://127.0.0.1:{MailHost.FreePort()}") };

    public MailHost Mail { get; private set; } = null!;

    public TokenProvider Provider { get; private set; } = null!;

    public Uri Callback => new(Hub.Listen, "/oauth/mail/callback");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (MailHost.Missing is not null)
        {
            return;
        }
        Provider = await TokenProvider.StartAsync();
        Mail = await MailHost.StartAsync(Ct, Provider.Introspection);
        await Hub.InitializeAsync();
    }

    /// <summary>An inbox whose servers take tokens; nobody has agreed yet unless the client acts in its own name.</summary>
    /// <param name="name">The part of its address before the @.</param>
    /// <param name="grant">How it gets tokens.</param>
    /// <param name="protocol">How it fetches.</param>
    /// <param name="oauth">Its settings; null for those of a client of its own.</param>
    /// <param name="user">Whose mail it fetches, sending none; null for its own, and it sends too.</param>
    public async Task<Mailbox> OpenAsync(string name, string grant = "authorizationCode", string protocol = "imap", object? oauth = null, string? user = null)
    {
        var address = $"{name}{Interlocked.Increment(ref _count)}@hub.test";
        var client = await Provider.RegisterAsync(Callback, address, Ct);
        object Server(int port) => new { host = "127.0.0.1", port, security = "none", user };
        var queue = (await Hub.PostAsync("/queues", new { name = address }))["id"]!.GetValue<string>();
        var made = await Hub.PostAsync("/inboxes", new
        {
            name = address,
            channel = "email",
            queue,
            settings = new
            {
                address,
                sendsReceipt = false,
                imap = protocol == "imap" ? Server(Mail.ImapPort) : null,
                pop3 = protocol == "pop3" ? Server(Mail.Pop3Port) : null,
                smtp = user is null ? Server(Mail.SubmissionPort) : null,
                oauth = oauth ?? new
                {
                    provider = "other",
                    grant,
                    clientId = client.Id,
                    clientSecret = client.Secret,
                    authorizationEndpoint = Provider.AuthorizationEndpoint,
                    tokenEndpoint = Provider.TokenEndpoint,
                    scope = "mail offline_access",
                },
            },
        });
        return new Mailbox(made["id"]!.GetValue<string>(), address, queue, client);
    }

    /// <summary>An inbox that a person has agreed to.</summary>
    public async Task<Mailbox> OpenAgreedAsync(string name, string protocol = "imap")
    {
        var mailbox = await OpenAsync(name, protocol: protocol);
        using var browser = await AdministratorBrowser.SignInAsync(Hub);
        (await browser.AgreeAsync(mailbox)).ShouldBe("Agreed");
        return mailbox;
    }

    /// <summary>How the grant stands, as REST says it.</summary>
    public async Task<JsonNode> GrantAsync(Mailbox mailbox) => (await Hub.GetAsync($"/inboxes/{mailbox.Id}"))["settings"]!["oauth"]!;

    /// <summary>What is kept of the tokens, opened.</summary>
    public async Task<(string Refresh, string Access, MailboxToken Stored)> TokensAsync(Mailbox mailbox)
    {
        var stored = (await Hub.Services.GetRequiredService<IHubStore>().FindAsync(MailboxToken.IdOf(new InboxId(mailbox.Id)), Ct)).ShouldNotBeNull();
        var sealer = Hub.Services.GetRequiredService<ISecretSealer>();
        return (stored.SealedRefreshToken is { } refresh ? sealer.Open(refresh)! : "", stored.SealedAccessToken is { } access ? sealer.Open(access)! : "", stored);
    }

    /// <summary>The inbox as it is stored.</summary>
    public async Task<Inbox> InboxAsync(Mailbox mailbox) =>
        (await Hub.Services.GetRequiredService<IHubStore>().FindAsync(new InboxId(mailbox.Id), Ct)).ShouldNotBeNull();

    /// <summary>The one ticket of the mailbox, once it is there.</summary>
    public Task<string> NumberAsync(Mailbox mailbox) => Eventually.GetAsync(
        $"a ticket of {mailbox.Address}",
        async _ => (await Hub.GetAsync($"/tickets?queue={mailbox.Queue}"))["items"]!.AsArray().SingleOrDefault()?["number"]!.GetValue<string>());

    /// <summary>A ticket of the mailbox, with the first mail to it; answers its number.</summary>
    public async Task<string> TicketAsync(Mailbox mailbox, string customer) => (await Hub.PostAsync("/tickets", new
    {
        subject = "Kettle",
        queue = mailbox.Queue,
        contact = new { name = "Carla Kunde", email = customer },
        message = new { kind = "public", text = "It leaks", channel = "email", inbox = mailbox.Id },
    }))["number"]!.GetValue<string>();

    /// <summary>A public reply; answers the entry's id.</summary>
    public async Task<string> ReplyAsync(string number, string text, Mailbox mailbox)
    {
        var ticket = await Hub.GetAsync($"/tickets/{number}");
        return (await Hub.PostAsync($"/tickets/{number}/messages", new
        {
            kind = "public",
            text,
            channel = "email",
            inbox = mailbox.Id,
            clientId = Guid.NewGuid().ToString("n"),
            baseSeq = ticket["lastSeq"]!.GetValue<long>(),
        }))["id"]!.GetValue<string>();
    }

    /// <summary>State and reason of a delivery.</summary>
    public async Task<(string State, string? Reason)> DeliveryAsync(string message)
    {
        var delivery = (await Hub.GetAsync($"/messages/{message}"))["delivery"]!;
        return (delivery["state"]!.GetValue<string>(), delivery["reason"]?.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        if (Mail is null)
        {
            return;
        }
        await Hub.DisposeAsync();
        await Mail.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>An inbox, its queue and its client at the provider.</summary>
public sealed record Mailbox(string Id, string Address, string Queue, ProviderClient Client);
