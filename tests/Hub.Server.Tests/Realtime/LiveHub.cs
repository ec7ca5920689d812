using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Coordination;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Server.Composition;
using Hub.Server.Http;
using Hub.Server.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Server.Tests.Realtime;

/// <summary>The product on a real socket with SQLite in a folder of its own; or a further node over another one's store.</summary>
public sealed class LiveHub : IAsyncLifetime
{
    public const string Site = "https://shop.example";
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-live-").FullName;
    private readonly HubParts? _shared;
    private readonly string? _redis;
    private HubParts _parts = null!;
    private WebApplication _app = null!;

    public LiveHub()
    {
    }

    private LiveHub(HubParts? shared, string redis) => (_shared, _redis) = (shared, redis);

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public Queue Support { get; private set; } = null!;

    public Inbox Shop { get; private set; } = null!;

    public AgentAccess Administrator { get; private set; } = null!;

    /// <summary>Two nodes over one store and one coordination server, or each with one of its own.</summary>
    public static async Task<(LiveHub First, LiveHub Second)> StartTwoAsync(string redis, string? redisOfSecond = null)
    {
        var first = new LiveHub(null, redis);
        await first.InitializeAsync();
        var second = new LiveHub(first._parts, redisOfSecond ?? redis);
        await second.InitializeAsync();
        return (first, second);
    }

    public async ValueTask InitializeAsync()
    {
        var settings = new HubSettings
        {
            DataDirectory = _folder,
            RedisConnectionString = _redis,
            AdminEmail = "admin@hub.test",
            AdminPassword = "correct horse battery staple",
            Demo = false,
            Addresses = [new Uri("http://127.0.0.1:0")],
        };
        _parts = await OpenPartsAsync(settings);
        var builder = HubApplication.CreateBuilder(["--applicationName=Hub.Server", "--Hub:Limits:CallBurst=100000", "--Hub:Limits:AgentCallBurst=100000"]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = HubApplication.Build(builder, settings, _parts);
        await _app.Services.GetRequiredService<FirstRun>().PrepareAsync(CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
        var names = Services.GetRequiredService<HubDirectory>().Current;
        Administrator = AgentAccess.Of(names.Agents.Values.First(static agent => agent.IsAdministrator), names);
        Support = names.Queues.Values.First(static queue => queue.Name == "Support");
        Shop = names.Inboxes.Values.FirstOrDefault(static inbox => inbox.Name == "Shop") ?? await CreateInboxAsync("Shop");
    }

    public async Task<Inbox> CreateInboxAsync(string name, Queue? queue = null)
    {
        var inbox = new Inbox
        {
            Id = InboxId.New(TimeProvider.System),
            Name = name,
            Channel = ChannelKind.Chat,
            Queue = (queue ?? Support).Id,
            Chat = new ChatSettings { AllowedOrigins = [Site] },
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        (await _parts.Store.CommitAsync(new ChangeSet().Insert(inbox), CancellationToken.None)).ShouldBeOfType<CommitOutcome.Committed>();
        await Services.GetRequiredService<HubDirectory>().AnnounceSettingsAsync(CancellationToken.None);
        return inbox;
    }

    public async Task<Queue> CreateQueueAsync(string name) =>
        (await Services.GetRequiredService<CreateQueue>().HandleAsync(new QueueDraft { Name = name }, Administrator, CancellationToken.None))
            .ShouldBeOfType<SettingOutcome<Queue>.Done>().Value;

    /// <summary>A new agent and a token that acts as it.</summary>
    public async Task<(Core.Agents.Agent Agent, string Token)> HireAsync(string name, params QueueId[] queues)
    {
        var draft = new AgentDraft
        {
            Name = name,
            Email = $"{Guid.NewGuid():n}@hub.test",
            Queues = queues.Length == 0 ? null : queues,
        };
        var agent = (await Services.GetRequiredService<CreateAgent>().MakeAsync(draft, null, CancellationToken.None))
            .ShouldBeOfType<SettingOutcome<Core.Agents.Agent>.Done>().Value;
        var token = (await Services.GetRequiredService<CreateToken>().MakeAsync(agent.Id, "test", null, CancellationToken.None))
            .ShouldBeOfType<SettingOutcome<NewToken>.Done>().Value;
        return (agent, token.Secret);
    }

    public HttpClient Http(string? token = null)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return http;
    }

    /// <summary>A frame's ticket, read from the page as a client without a browser does.</summary>
    public async Task<string> FrameTicketAsync(Inbox? inbox = null, string site = Site)
    {
        using var http = Http();
        var page = await http.GetStringAsync(new Uri($"/widget/frame?inbox={(inbox ?? Shop).Id}&origin={Uri.EscapeDataString(site)}", UriKind.Relative));
        const string mark = "id=\"hub-frame\">";
        var from = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        using var data = JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
        return data.RootElement.GetProperty("frameTicket").GetString()!;
    }

    public static JsonElement ToJson(object value) => JsonSerializer.SerializeToElement(value, HttpJson.Options);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _parts.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<HubParts> OpenPartsAsync(HubSettings settings)
    {
        if (_shared is null)
        {
            return await HubParts.OpenAsync(settings, NullLoggerFactory.Instance, CancellationToken.None);
        }
        var coordination = await CoordinationHost.StartAsync(
            new CoordinationSettings(_redis), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        return new HubParts(_shared.Store, _shared.Outbox, _shared.Sequence, _shared.Blobs, coordination);
    }
}
