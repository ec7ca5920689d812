using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Server.Tests.Hosting;
using Hub.Server.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Rights;

/// <summary>What tests of rights arrange by REST as an administrator: a tree of queues, roles, agents, tickets.</summary>
internal sealed class RightsDesk(LiveHub hub, HttpClient admin) : IDisposable
{
    private static int _count;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public HttpClient Admin => admin;

    public LiveHub Hub => hub;

    public static async Task<RightsDesk> OpenAsync(LiveHub hub)
    {
        var token = (await hub.Services.GetRequiredService<CreateToken>().MakeAsync(hub.Administrator.Agent, "tests", null, Ct))
            .ShouldBeOfType<SettingOutcome<NewToken>.Done>().Value.Secret;
        return new RightsDesk(hub, hub.Http(token));
    }

    public static string Unique(string stem) => $"{stem} {Interlocked.Increment(ref _count)}";

    public Task<JsonNode> PostAsync(string path, object body, int status = 201) => SendAsync(admin, HttpMethod.Post, path, body, status);

    public Task<JsonNode> PatchAsync(string path, object body, int status = 200) => SendAsync(admin, HttpMethod.Patch, path, body, status);

    public Task<JsonNode> GetAsync(string path, int status = 200) => SendAsync(admin, HttpMethod.Get, path, null, status);

    public static async Task<JsonNode> SendAsync(HttpClient who, HttpMethod method, string path, object? body, int status)
    {
        using var answer = await CallAsync(who, method, path, body);
        return await RestHub.ReadAsync(answer, status);
    }

    public static Task<HttpResponseMessage> CallAsync(HttpClient who, HttpMethod method, string path, object? body = null) => who.SendAsync(
        new HttpRequestMessage(method, $"/api/v1{path}") { Content = body is null ? null : JsonContent.Create(body) }, Ct);

    public async Task<string> QueueAsync(string name, string? parent = null, object? settings = null) =>
        Id(await PostAsync("/queues", new { name = Unique(name), parent, settings = settings ?? new { } }));

    public async Task<string> RoleAsync(params object[] rights) => Id(await PostAsync("/roles", new { name = Unique("Role"), rights }));

    public async Task<RightsAgent> AgentAsync(string name, params string[] roles)
    {
        var unique = Unique(name);
        var id = Id(await PostAsync("/agents", new
        {
            name = unique,
            email = $"{unique.Replace(' ', '.')}@hub.test",
            password = "a long enough phrase",
            roles,
            groups = Array.Empty<string>(),
        }));
        var token = (await PostAsync($"/agents/{id}/tokens", new { name = "tests" }))["token"]!.GetValue<string>();
        return new RightsAgent(id, unique, token, hub.Http(token));
    }

    /// <summary>A ticket with a customer's message; answers its number.</summary>
    public async Task<string> TicketAsync(string queue, string subject, string? assignee = null, string[]? attachments = null) => (await PostAsync("/tickets", new
    {
        subject,
        queue,
        assignee,
        contact = new { name = "Ada Nowak", email = $"{Guid.NewGuid():n}@customer.test" },
        message = new { kind = "public", text = $"About {subject}", attachments = attachments ?? [] },
    }))["number"]!.GetValue<string>();

    public async Task<string> UploadAsync(string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("secret figures")), "file", name } };
        using var answer = await admin.PostAsync("/api/v1/attachments", form, Ct);
        return Id(await RestHub.ReadAsync(answer, 201));
    }

    /// <summary>A mail into an inbox of the queue; answers the number of its ticket and the id of its message.</summary>
    public async Task<(string Number, string Message)> MailAsync(string queue, string subject) =>
        await MailToAsync(queue, subject) is var (_, number, message) ? (number, message) : default;

    /// <summary>As <see cref="MailAsync"/>, with the id of the inbox that was made for it.</summary>
    public async Task<(string Inbox, string Number, string Message)> MailToAsync(string queue, string subject)
    {
        var address = $"{Guid.NewGuid():n}@desk.test";
        var inbox = Id(await PostAsync("/inboxes", new { name = Unique("Mail"), channel = "email", queue, settings = new { address } }));
        var source = $"From: Ada <ada@customer.test>\r\nTo: {address}\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\n\r\nAbout {subject}\r\n";
        using var content = MailOf(source);
        using var answer = await admin.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        var filed = await RestHub.ReadAsync(answer, 202);
        return (inbox, filed["ticket"]!.ToString(), filed["messageId"]!.GetValue<string>());
    }

    /// <summary>A body of <c>message/rfc822</c>.</summary>
    public static ByteArrayContent MailOf(string source) =>
        new(Encoding.ASCII.GetBytes(source)) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };

    public Task<HubClient> ConnectAsync(RightsAgent agent) => HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), agent.Token);

    public static string Id(JsonNode made) => made["id"]!.GetValue<string>();

    public void Dispose() => admin.Dispose();
}

/// <summary>An agent with a token and a client that acts as it.</summary>
internal sealed record RightsAgent(string Id, string Name, string Token, HttpClient Http);
