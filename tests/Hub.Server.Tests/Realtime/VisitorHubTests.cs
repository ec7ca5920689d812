using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Hub.Server.Tests.Realtime;

public sealed class VisitorHubTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_acknowledged_told_and_there_after_a_resume()
    {
        string token;
        await using (var visitor = await VisitorClient.StartAsync(hub))
        {
            token = visitor.Token;
            visitor.Started.GetProperty("ticket").ValueKind.ShouldBe(JsonValueKind.Null);
            visitor.Started.GetProperty("settings").GetProperty("prechat").GetProperty("name").GetString().ShouldBe("optional");
            var first = await visitor.SendAsync("Hello", "c1");
            first.GetProperty("publicSeq").GetInt64().ShouldBe(1);
            (await visitor.Hub.NextAsync("ticket")).GetProperty("number").GetString().ShouldBe(first.GetProperty("number").GetString());
            await visitor.SendAsync("Again", "c2");
            var entry = (await visitor.Hub.NextAsync("entry")).GetProperty("entry");
            (entry.GetProperty("text").GetString(), entry.GetProperty("clientId").GetString(), entry.GetProperty("direction").GetString(),
                entry.GetProperty("state").GetString()).ShouldBe(("Again", "c2", "in", "sent"));
        }
        await using var resumed = await VisitorClient.StartAsync(hub, token);
        resumed.Token.ShouldBe(token);
        resumed.Started.GetProperty("publicRev").GetInt64().ShouldBe(2);
        (await resumed.ThreadAsync()).ShouldBe(["Hello", "Again"]);
    }

    [Fact]
    public async Task The_same_message_from_ten_connections_at_once_is_one_message()
    {
        await using var first = await VisitorClient.StartAsync(hub);
        var tabs = new List<VisitorClient>();
        for (var i = 0; i < 10; i++)
        {
            tabs.Add(await VisitorClient.StartAsync(hub, first.Token));
        }
        var answers = await Task.WhenAll(tabs.Select(static tab => tab.SendAsync("Hello", "c1")));
        answers.Select(static answer => answer.ToString()).Distinct().Count().ShouldBe(1);
        (await first.ThreadAsync()).ShouldBe(["Hello"]);
        foreach (var tab in tabs)
        {
            await tab.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_second_tab_hears_of_the_first_message_and_of_those_after_it()
    {
        await using var first = await VisitorClient.StartAsync(hub);
        await using var second = await VisitorClient.StartAsync(hub, first.Token);
        await first.SendAsync("Hello");
        await second.Hub.NextAsync("resync");
        (await second.ThreadAsync()).ShouldBe(["Hello"]);
        await first.SendAsync("Again");
        (await second.Hub.NextAsync("entry")).GetProperty("entry").GetProperty("text").GetString().ShouldBe("Again");
    }

    [Fact]
    public async Task A_note_never_reaches_the_visitor()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (_, token) = await hub.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);
        await agent.CallAsync("Note", new { number, text = "secret note" });
        await agent.CallAsync("Change", new { number, priority = "high" });
        await agent.CallAsync("Reply", new { number, text = "Hello Carla", baseSeq = 100 });

        var told = await visitor.Hub.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("direction").GetString() == "out");
        told.GetProperty("publicRev").GetInt64().ShouldBe(2);
        told.GetProperty("entry").GetProperty("author").GetProperty("name").GetString().ShouldBe("Anna");
        (await visitor.ThreadAsync()).ShouldBe(["Hello", "Hello Carla"]);
        visitor.Hub.Drain().ShouldAllBe(static e => !e.Argument.ToString().Contains("secret"));
    }

    [Fact]
    public async Task Ticks_and_typing_go_both_ways()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (_, token) = await hub.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);
        var watched = await agent.CallAsync("Watch", new { number });
        await agent.TellAsync("Read", new { number, seq = watched.GetProperty("header").GetProperty("lastSeq").GetInt64() });
        (await visitor.Hub.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("state").GetString() == "read"))
            .GetProperty("entry").GetProperty("publicSeq").GetInt64().ShouldBe(1);

        await agent.TellAsync("Typing", new { number, mode = "replying" });
        var typing = await visitor.Hub.NextAsync("typing");
        (typing.GetProperty("who").GetProperty("name").GetString(), typing.GetProperty("on").GetBoolean()).ShouldBe(("Anna", true));
        await agent.TellAsync("Typing", new { number, mode = "noting" });
        (await visitor.Hub.NextAsync("typing")).GetProperty("on").GetBoolean().ShouldBeFalse();

        await visitor.Hub.TellAsync("Typing", new { on = true });
        (await agent.NextAsync("typing")).GetProperty("who").GetProperty("type").GetString().ShouldBe("visitor");

        await agent.CallAsync("Reply", new { number, text = "Yes?", baseSeq = 100 });
        var reply = await visitor.Hub.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("direction").GetString() == "out");
        await visitor.Hub.TellAsync("Read", new { publicSeq = reply.GetProperty("entry").GetProperty("publicSeq").GetInt64() });
        await agent.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("direction").GetString() == "out"
            && e.GetProperty("entry").GetProperty("delivery").ValueKind == JsonValueKind.Object
            && e.GetProperty("entry").GetProperty("delivery").GetProperty("state").GetString() == "read");
    }

    [Fact]
    public async Task Closing_shows_and_a_message_opens_again()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (_, token) = await hub.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);
        await agent.CallAsync("Change", new { number, status = "closed" });
        await visitor.Hub.NextAsync("ticket", static t => t.GetProperty("state").GetString() == "closed");
        (await visitor.SendAsync("Still here")).GetProperty("number").GetString().ShouldBe(number);
        await visitor.Hub.NextAsync("ticket", static t => t.GetProperty("state").GetString() == "open");
    }

    [Fact]
    public async Task A_chat_ended_by_its_answered_visitor_is_closed()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (_, token) = await hub.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);
        await visitor.Hub.TellAsync("End", new { });
        (await agent.CallAsync("Watch", new { number })).GetProperty("header").GetProperty("state").GetString().ShouldBe("new");
        await agent.CallAsync("Reply", new { number, text = "Bye", baseSeq = 100 });
        await visitor.Hub.TellAsync("End", new { });
        await agent.NextAsync("header", static e => e.GetProperty("header").GetProperty("state").GetString() == "closed");
    }

    [Fact]
    public async Task Who_has_no_right_to_it_gets_no_chat()
    {
        using var http = hub.Http();
        var refused = await http.GetAsync(new Uri($"/widget/frame?inbox={hub.Shop.Id}&origin=https%3A%2F%2Fevil.example", UriKind.Relative), Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldNotContain("frameTicket");
        var allowed = await http.GetAsync(new Uri($"/widget/frame?inbox={hub.Shop.Id}&origin=https%3A%2F%2Fshop.example", UriKind.Relative), Ct);
        allowed.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("frame-ancestors https://shop.example");

        await using var client = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/visitor"));
        var other = await hub.CreateInboxAsync("Other");
        var ticket = await hub.FrameTicketAsync(other);
        (await client.RefusalOfAsync("Send", new { clientId = "c1", text = "Hello" })).ShouldBe("invalid");
        (await client.RefusalOfAsync("Start", new { inbox = hub.Shop.Id.Value, frameTicket = ticket, language = "en" })).ShouldBe("frame-ticket-invalid");
        (await client.RefusalOfAsync("Start", new { inbox = "inb_none", frameTicket = ticket, language = "en" })).ShouldBe("inbox-unknown");
        (await client.RefusalOfAsync("Start", new { inbox = other.Id.Value, frameTicket = ticket, visitorToken = "nobody", language = "en" })).ShouldBe("visitor-unknown");

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://shop.example");
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{hub.Address.Authority}/hubs/visitor"), Ct));
    }

    [Fact]
    public async Task Files_go_with_messages_and_to_nobody_else()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        await using var stranger = await VisitorClient.StartAsync(hub);
        using var http = hub.Http(visitor.Token);
        var png = new byte[200_000];
        new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }.CopyTo(png, 0);
        var file = await UploadAsync(http, png, "../kettle.png", "text/html");
        file.GetProperty("mediaType").GetString().ShouldBe("image/png");
        (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt64()).ShouldBe(("kettle.png", png.Length));
        var id = file.GetProperty("id").GetString()!;

        (await stranger.Hub.RefusalOfAsync("Send", new { clientId = "c1", text = "", attachments = new[] { id } })).ShouldBe("invalid");
        await visitor.SendAsync("", null, id);
        var got = await http.GetAsync(new Uri($"/visitor/files/{id}", UriKind.Relative), Ct);
        (await got.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(png);
        got.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        using var foreign = hub.Http(stranger.Token);
        (await foreign.GetAsync(new Uri($"/visitor/files/{id}", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = hub.Http();
        (await nobody.GetAsync(new Uri($"/visitor/files/{id}", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await PostAsync(http, [(byte)'M', (byte)'Z', 0, 0], "a.txt", "text/plain")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await PostAsync(http, new byte[26 * 1024 * 1024], "big.bin", null)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<JsonElement> UploadAsync(HttpClient http, byte[] content, string name, string type)
    {
        var answer = await PostAsync(http, content, name, type);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, byte[] content, string name, string? type)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        form.Add(part, "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/visitor/files", UriKind.Relative)) { Content = form };
        // A body that is too large is refused by its length; without this the refusal races with the sending.
        request.Headers.ExpectContinue = true;
        return await http.SendAsync(request, Ct);
    }
}
