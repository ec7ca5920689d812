using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Server.Composition;
using Hub.Server.Operator;
using Hub.Server.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Server.Tests.Hosting;

/// <summary>The whole process on a free port, with SQLite and Garnet of its own, and everything it logs.</summary>
public sealed class RestHub : IAsyncLifetime
{
    public const string Token = "bootstrap-token-of-the-tests";
    public const string AdminEmail = "admin@hub.test";
    public const string AdminPassword = "correct horse battery staple";
    private readonly LogLines _logs = new();
    private HubParts _parts = null!;
    private WebApplication _app = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("hub-rest-").FullName;

    /// <summary>Where it listens; a port of 0 takes a free one.</summary>
    public Uri Listen { get; init; } = new("http://127.0.0.1:0");

    public HubSettings Settings { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>With the administrator's token.</summary>
    public HttpClient Api { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public string Logged => string.Join('\n', _logs.Lines);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Settings = new HubSettings
        {
            DataDirectory = Path.Combine(Folder, "data"),
            AdminEmail = AdminEmail,
            AdminPassword = AdminPassword,
            BootstrapToken = Token,
            Demo = false,
            // Tests hand in more mails in a minute than a queue gets.
            AutomaticMailsPerMinute = 100_000,
            Addresses = [Listen],
        };
        var builder = HubApplication.CreateBuilder(["--applicationName=Hub.Server"]);
        builder.Logging.ClearProviders().AddProvider(_logs).SetMinimumLevel(LogLevel.Debug);
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        _parts = await HubParts.OpenAsync(Settings, logs, CancellationToken.None);
        builder.WebHost.UseUrls(Listen.ToString(), $"http://unix:{OperatorSocket.Prepare(Settings.DataDirectory)}");
        _app = HubApplication.Build(builder, Settings, _parts);
        await _app.Services.GetRequiredService<FirstRun>().PrepareAsync(CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First(static url => url.StartsWith("http://127", StringComparison.Ordinal)));
        Api = Client(Token);
    }

    public HttpClient Client(string? token = null, bool followsRedirects = true)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = followsRedirects }) { BaseAddress = Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return client;
    }

    public async Task<JsonNode> PostAsync(string path, object body, int status = 201)
    {
        using var answer = await Api.PostAsJsonAsync($"/api/v1{path}", body, Ct);
        return await ReadAsync(answer, status);
    }

    public async Task<JsonNode> GetAsync(string path, int status = 200)
    {
        using var answer = await Api.GetAsync($"/api/v1{path}", Ct);
        return await ReadAsync(answer, status);
    }

    public async Task<JsonNode> PatchAsync(string path, object body, int status = 200)
    {
        using var answer = await Api.PatchAsJsonAsync($"/api/v1{path}", body, Ct);
        return await ReadAsync(answer, status);
    }

    /// <summary>A ticket with one message of a customer; answers it.</summary>
    public Task<JsonNode> TicketAsync(string subject = "Kettle", string text = "It leaks") => PostAsync("/tickets", new
    {
        subject,
        contact = new { name = "Ada Nowak", email = $"{Guid.NewGuid():n}@customer.test" },
        message = new { kind = "public", text },
    });

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        ((int)answer.StatusCode).ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.DisposeAsync();
        await _parts.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
