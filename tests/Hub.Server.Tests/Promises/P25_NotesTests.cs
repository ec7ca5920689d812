using System.Net;
using Hub.MailServers;
using Hub.Server.Tests.Realtime;
using Hub.Server.Tests.Rights;

namespace Hub.Server.Tests.Promises;

/// <summary>P25: notes are for colleagues only, whatever way out is tried.</summary>
public sealed class P25_NotesTests(MailScene scene) : IClassFixture<MailScene>
{
    private const string Secret = "zanzibar";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P25_a_note_is_in_no_mail_to_the_customer()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("notes@hub.test");
        var anna = await AgentAsync("Anna", queue);
        var carla = new CustomerMailbox(scene.Host, "carla-notes@customer.test");
        await carla.SendAsync("notes@hub.test", "Kettle", "It leaks.", Ct);
        var number = await scene.NumberInAsync(queue);
        await MailScene.ArrivedAsync(carla, 1);
        var file = await scene.Desk.UploadAsync($"{Secret}.txt");
        await scene.Desk.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = $"{Secret} is her limit", attachments = new[] { file } });
        await scene.ReplyAsync(anna, number, "Please send it in.");
        await MailScene.ArrivedAsync(carla, 2);
        await scene.Desk.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = $"{Secret} again", then = new { status = "pending" } });
        await scene.ReplyAsync(anna, number, "It has arrived.");

        var mails = await MailScene.ArrivedAsync(carla, 3);
        mails[^1].TextBody!.ShouldStartWith("It has arrived.");
        mails.ShouldAllBe(static mail => !mail.ToString().Contains(Secret));
        mails.ShouldAllBe(static mail => !mail.Attachments.Any());
    }

    [Fact]
    public async Task P25_a_note_is_in_nothing_that_the_widget_or_its_token_can_reach()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var hub = scene.Hub;
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString()!;
        var file = await scene.Desk.UploadAsync($"{Secret}.txt");
        var note = await scene.Desk.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = $"{Secret} is her limit", attachments = new[] { file } });
        var (_, token) = await hub.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);
        var watched = await agent.CallAsync("Watch", new { number });
        await agent.CallAsync("Reply", new { number, text = "Good day", baseSeq = 100 });

        // Colleagues have it, on the live feed and by REST, and see that it is one.
        watched.GetProperty("entries").EnumerateArray().Single(static entry => entry.GetProperty("text").GetString()!.Contains(Secret, StringComparison.Ordinal))
            .GetProperty("kind").GetString().ShouldBe("note");
        (await scene.EntriesAsync(number)).Single(static entry => entry["text"]!.GetValue<string>().Contains(Secret, StringComparison.Ordinal))["kind"]!
            .GetValue<string>().ShouldBe("note");

        // The visitor has it neither live, nor after a resume, nor as a gap in what it counts.
        var told = await visitor.Hub.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("direction").GetString() == "out");
        told.GetProperty("entry").GetProperty("publicSeq").GetInt64().ShouldBe(2);
        visitor.Hub.Drain().ShouldAllBe(static e => !e.Argument.ToString().Contains(Secret));
        (await visitor.ThreadAsync()).ShouldBe(["Hello", "Good day"]);
        await using var again = await VisitorClient.StartAsync(hub, visitor.Token);
        again.Started.ToString().ShouldNotContain(Secret);
        (await again.ThreadAsync()).ShouldBe(["Hello", "Good day"]);

        // Nor do its token or no token open any other way.
        using var http = hub.Http(visitor.Token);
        using var nobody = hub.Http();
        (await http.GetAsync(new Uri($"/visitor/files/{file}", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in new[] { $"/tickets/{number}", $"/tickets/{number}/messages", $"/messages/{RightsDesk.Id(note)}", $"/attachments/{file}", $"/search?q={Secret}" })
        {
            foreach (var client in new[] { http, nobody })
            {
                (await client.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            }
        }
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(async () => await (await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), visitor.Token)).DisposeAsync());
    }

    private async Task<RightsAgent> AgentAsync(string name, string queue) =>
        await scene.Desk.AgentAsync(name, await scene.Desk.RoleAsync(new { queue, subtree = false, allow = new[] { "read", "reply" } }));
}
