using Hub.Agent.Blazor.Files;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Tests.Hosting;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.Tests.Files;

/// <summary>The proxy for pictures is none for anything else: an address stands for one picture of one mail and one agent's session.</summary>
public sealed class RemoteImageEndpointTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static readonly byte[] Bytes = [0xFF, 0xD8, 0xFF, 1, 2, 3];
    private readonly CountingImages _images = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_of_the_mail_is_fetched_once_and_runs_nothing()
    {
        var mail = await MailAsync("5001", "<img src=\"https://track.example/a.jpg\">");
        using var cache = new RemoteImageCache(_images);
        var address = Addresses.OfRemote(mail, 0, Anna);

        var first = await GetAsync(address, cache);
        var second = await GetAsync(address, cache);

        first.Status.ShouldBe(200);
        first.Body.ShouldBe(Bytes);
        first.Headers["Content-Type"].ToString().ShouldBe("image/jpeg");
        first.Headers["Content-Security-Policy"].ToString().ShouldBe("default-src 'none'; sandbox");
        first.Headers["X-Content-Type-Options"].ToString().ShouldBe("nosniff");
        second.Body.ShouldBe(Bytes);
        _images.Asked.ShouldBe([new Uri("https://track.example/a.jpg")]);
    }

    [Fact]
    public async Task Nothing_else_is_fetched()
    {
        var mail = await MailAsync("5002", "<img src=\"https://track.example/a.jpg\">");
        using var cache = new RemoteImageCache(_images);
        var stranger = new AgentAccount { Id = new AgentId("agt_stranger"), Name = "S", Email = "s@hub.test", SecurityStamp = "s", Roles = [], CreatedAt = Entries.Noon };
        await host.Get<IHubStore>().CommitAsync(new ChangeSet().Insert(stranger), Ct);
        await host.Get<HubDirectory>().RefreshAsync(Ct);
        var good = Addresses.OfRemote(mail, 0, Anna);

        foreach (var address in new[]
        {
            MailDocument.RemotePath + "https%3A%2F%2Ftrack.example%2Fa.jpg",
            good[..^3],
            good + "A",
            Addresses.OfRemote(mail, 1, Anna),
            Addresses.OfRemote(new MessageId("msg_none"), 0, Anna),
            // The session it was made for has ended.
            Addresses.OfRemote(mail, 0, Anna with { SecurityStamp = "former" }),
            Addresses.OfRemote(mail, 0, stranger),
        })
        {
            var answer = await GetAsync(address, cache);
            (answer.Status, answer.Headers["Content-Type"].ToString()).ShouldBe((404, "image/svg+xml"), address);
            answer.Body.ShouldBe(MailDocument.PlaceholderImage);
        }
        _images.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_refused_shows_the_placeholder_and_is_not_asked_for_again()
    {
        var mail = await MailAsync("5003", "<img src=\"https://refused.example/a.jpg\">");
        using var cache = new RemoteImageCache(_images);
        var address = Addresses.OfRemote(mail, 0, Anna);

        (await GetAsync(address, cache)).Status.ShouldBe(404);
        (await GetAsync(address, cache)).Body.ShouldBe(MailDocument.PlaceholderImage);

        _images.Asked.Count.ShouldBe(1);
    }

    private SignedAddresses Addresses => host.Get<SignedAddresses>();

    private AgentAccount Anna => host.Get<HubDirectory>().Current.Agents[new AgentId("agt_anna")];

    private async Task<MessageId> MailAsync(string number, string html)
    {
        var ticket = await host.OpenAsync(number);
        MessageId? id = null;
        await host.Get<ThreadWriter>().ChangeAsync(ticket.Id, (header, now) =>
        {
            var edit = new TicketEdit(header, now);
            id = TicketRules.Receive(edit, Entries.Message(0, Entries.Marta) with
            {
                Id = MessageId.New(now),
                Channel = ChannelKind.Email,
                Html = html,
            }, null, reopens: false).Id;
            return ValueTask.FromResult(new Decision<bool>(true, edit));
        }, notFound: false, Ct);
        return id!.Value;
    }

    private async Task<(int Status, IHeaderDictionary Headers, byte[] Body)> GetAsync(string address, RemoteImageCache cache)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Response.Body = body;
        var result = await RemoteImageEndpoint.ShowAsync(
            http, address[MailDocument.RemotePath.Length..], Addresses, host.Get<HubDirectory>(), host.Get<IHubStore>(), cache, Ct);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, http.Response.Headers, body.ToArray());
    }

    private sealed class CountingImages : IRemoteImages
    {
        public List<Uri> Asked { get; } = [];

        public ValueTask<RemoteImage?> FetchAsync(Uri address, CancellationToken ct)
        {
            Asked.Add(address);
            return ValueTask.FromResult(address.Host == "refused.example" ? null : new RemoteImage("image/jpeg", Bytes));
        }
    }
}
