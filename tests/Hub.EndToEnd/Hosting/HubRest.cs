using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.EndToEnd.Hosting;

/// <summary>What tests arrange and look up by REST, as an administrator's automation would.</summary>
public sealed class HubRest(HubProcess hub)
{
    public const string AgentPassword = "a long enough sign-in phrase";
    private static int _count;

    /// <summary>Different in every call, for names that must not meet.</summary>
    public static string Unique(string stem) => $"{stem} {Interlocked.Increment(ref _count)}";

    /// <summary>A chat inbox that the given sites may embed; answers its id.</summary>
    public async Task<string> CreateChatInboxAsync(params string[] allowedOrigins) =>
        Id(await PostAsync("/api/v1/inboxes", new { name = Unique("Chat"), channel = "chat", settings = new { allowedOrigins } }));

    /// <summary>An agent who can sign in with <see cref="AgentPassword"/>.</summary>
    public async Task<TestAgent> CreateAgentAsync(string name)
    {
        var email = $"{Unique(name).Replace(' ', '.')}@hub.test".ToLowerInvariant();
        var id = Id(await PostAsync("/api/v1/agents", new { name, email, password = AgentPassword, language = "en" }));
        return new TestAgent(id, name, email, AgentPassword);
    }

    /// <summary>A queue and an agent who may everything in it and nothing elsewhere: its lists hold nothing of other tests.</summary>
    public async Task<(TestAgent Agent, string Queue)> CreateDeskAsync(string name)
    {
        var queue = Id(await PostAsync("/api/v1/queues", new { name = Unique("Desk") }));
        var role = Id(await PostAsync("/api/v1/roles", new
        {
            name = Unique("Desk"),
            rights = new[] { new { queue, subtree = true, allow = new[] { "read", "note", "reply", "move", "own", "create", "close", "manage" } } },
        }));
        var email = $"{Unique(name).Replace(' ', '.')}@hub.test".ToLowerInvariant();
        var id = Id(await PostAsync("/api/v1/agents", new
        {
            name,
            email,
            password = AgentPassword,
            language = "en",
            roles = new[] { role },
            groups = Array.Empty<string>(),
        }));
        return (new TestAgent(id, name, email, AgentPassword), queue);
    }

    /// <summary>A ticket with one incoming message, in the oldest queue unless told; answers its number.</summary>
    public async Task<string> CreateTicketAsync(string subject, string text, string contact = "Ada Nowak", string? queue = null)
    {
        var ticket = await PostAsync("/api/v1/tickets", new
        {
            subject,
            queue,
            contact = new { name = contact, email = $"{Unique("ada").Replace(' ', '.')}@customer.test" },
            message = new { kind = "public", text },
        });
        return (string)ticket["number"]!;
    }

    /// <summary>A mailbox that is filled by <see cref="IngestAsync"/>; answers its id.</summary>
    public async Task<string> CreateMailInboxAsync(string address, string? queue = null) => Id(await PostAsync("/api/v1/inboxes",
        new { name = Unique("Mail"), channel = "email", queue, settings = new { address, senderName = "Kettle team", sendsReceipt = false } }));

    /// <summary>Files a raw mail; answers the number of its ticket.</summary>
    public async Task<string> IngestAsync(string inbox, string mail)
    {
        using var content = new StringContent(mail.ReplaceLineEndings("\r\n"), Encoding.UTF8, "message/rfc822");
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, TestContext.Current.CancellationToken);
        return (string)(await ReadAsync(answer, "mail"))["ticket"]!;
    }

    public Task<JsonObject> TicketAsync(string number) => GetAsync($"/api/v1/tickets/{number}");

    /// <summary>The thread's entries in order.</summary>
    public async Task<IReadOnlyList<JsonObject>> MessagesAsync(string number)
    {
        var page = await GetAsync($"/api/v1/tickets/{number}/messages?limit=200");
        return [.. page["items"]!.AsArray().Select(static item => item!.AsObject())];
    }

    /// <summary>The texts that customer and agents wrote to each other, in order.</summary>
    public async Task<IReadOnlyList<string>> PublicTextsAsync(string number) =>
        [.. (await MessagesAsync(number)).Where(static m => (string)m["kind"]! == "public").Select(static m => (string)m["text"]!)];

    public Task NoteAsync(string number, string text) =>
        PostAsync($"/api/v1/tickets/{number}/messages", new { kind = "note", text, clientId = Guid.NewGuid() });

    /// <summary>An answer to the customer, whatever came in before it.</summary>
    public Task ReplyAsync(string number, string text) =>
        PostAsync($"/api/v1/tickets/{number}/messages", new { kind = "public", text, clientId = Guid.NewGuid(), baseSeq = int.MaxValue });

    public async Task<JsonObject> PostAsync(string path, object body)
    {
        using var answer = await hub.Api.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, path);
    }

    public async Task<JsonObject> PatchAsync(string path, object body)
    {
        using var answer = await hub.Api.PatchAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, path);
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await hub.Api.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, path);
    }

    private static string Id(JsonObject created) => (string)created["id"]!;

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path} answered {(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)?.AsObject() ?? throw new JsonException($"{path} answered no object: {text}");
    }
}

/// <summary>Somebody who can sign in to the console.</summary>
public sealed record TestAgent(string Id, string Name, string Email, string Password);
