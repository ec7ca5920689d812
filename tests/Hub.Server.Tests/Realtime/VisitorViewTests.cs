using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Server.Realtime.Visitors;
using Hub.Server.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Server.Tests.Realtime;

/// <summary>What visitors are told of agents, hours and closed tickets is set per inbox and queue.</summary>
public sealed class VisitorViewTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P10_in_a_chat_of_a_team_every_agent_writes_and_types_under_the_teams_name()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var inbox = await InboxAsync(desk, await desk.QueueAsync("Kettles"), "Kettle team");
        await using var visitor = await VisitorClient.StartAsync(hub, inbox: inbox);
        var number = (await visitor.SendAsync("It leaks")).GetProperty("number").GetString();
        await using var anna = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), (await hub.HireAsync("Annabelle")).Token);
        await using var ben = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), (await hub.HireAsync("Benedict")).Token);

        await anna.CallAsync("Watch", new { number });
        await anna.TellAsync("Typing", new { number, mode = "replying" });
        (await visitor.Hub.NextAsync("typing")).GetProperty("who").GetProperty("name").GetString().ShouldBe("Kettle team");
        await anna.CallAsync("Reply", new { number, text = "Since when?", baseSeq = 100 });
        await ben.CallAsync("Reply", new { number, text = "Please send it in", baseSeq = 100 });

        foreach (var text in (string[])["Since when?", "Please send it in"])
        {
            var told = await visitor.Hub.NextAsync("entry", e => e.GetProperty("entry").GetProperty("text").GetString() == text);
            told.GetProperty("entry").GetProperty("author").GetProperty("name").GetString().ShouldBe("Kettle team");
        }
        var read = (await visitor.Hub.CallAsync("After", new { publicRev = 0 })).ToString();
        read.ShouldNotContain("Annabelle");
        read.ShouldNotContain("Benedict");
        var colleagues = (await ben.CallAsync("Watch", new { number })).ToString();
        colleagues.ShouldContain("Annabelle");
        colleagues.ShouldContain("Benedict");
    }

    [Theory]
    [InlineData("reopen", "reopen")]
    [InlineData("newTicket", "newTicket")]
    [InlineData("keepClosed", "keepClosed")]
    [InlineData("newTicketAfterDays", "reopen")]
    public async Task Who_reads_a_closed_conversation_is_told_what_a_message_would_do(string policy, string told)
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var inbox = await InboxAsync(desk, await desk.QueueAsync("Closing", settings: new { followUp = policy }), null);
        await using var visitor = await VisitorClient.StartAsync(hub, inbox: inbox);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        await desk.PatchAsync($"/tickets/{number}", new { status = "closed" });

        (await visitor.Hub.NextAsync("ticket", static t => t.GetProperty("state").GetString() == "closed"))
            .GetProperty("followUp").GetString().ShouldBe(told);
        await using var resumed = await VisitorClient.StartAsync(hub, visitor.Token, inbox);
        resumed.Started.GetProperty("ticket").GetProperty("followUp").GetString().ShouldBe(told);

        // What it was told is what happens.
        var next = (await resumed.SendAsync("Still here")).GetProperty("number").GetString();
        (next == number).ShouldBe(told != "newTicket");
        (await desk.GetAsync($"/tickets/{number}"))["state"]!.GetValue<string>().ShouldBe(told == "reopen" ? "open" : "closed");
    }

    [Fact]
    public async Task Outside_the_queues_working_hours_nobody_is_there()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var inbox = await InboxAsync(desk, await desk.QueueAsync("Daytime", settings: new
        {
            workingHours = new { timeZone = "Europe/Berlin", spans = new[] { new { day = "monday", from = "09:00", until = "17:00" } } },
        }), null);
        await using var anna = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), (await hub.HireAsync("Anna")).Token);
        await anna.CallAsync("Presence", new { state = nameof(Availability.Online).ToLowerInvariant() });
        // A Monday in winter: Berlin is an hour ahead.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 7, 59, 0, TimeSpan.Zero));
        var availability = ActivatorUtilities.CreateInstance<InboxAvailability>(hub.Services, clock);
        var changes = 0;
        availability.Changed += () => changes++;

        await availability.RefreshAsync(Ct);
        (availability.StateOf(inbox.Id), availability.StateOf(hub.Shop.Id)).ShouldBe(("away", "online"));
        var before = changes;
        clock.Advance(TimeSpan.FromMinutes(1));
        await availability.RefreshAsync(Ct);
        (availability.StateOf(inbox.Id), changes - before).ShouldBe(("online", 1));
        await availability.RefreshAsync(Ct);
        changes.ShouldBe(before + 1);
        clock.Advance(TimeSpan.FromHours(8));
        await availability.RefreshAsync(Ct);
        (availability.StateOf(inbox.Id), changes - before).ShouldBe(("away", 2));
    }

    private async Task<Inbox> InboxAsync(RightsDesk desk, string queue, string? senderName)
    {
        var id = RightsDesk.Id(await desk.PostAsync("/inboxes", new
        {
            name = RightsDesk.Unique("Chat"),
            channel = "chat",
            queue,
            settings = new { senderName, allowedOrigins = new[] { LiveHub.Site } },
        }));
        return hub.Services.GetRequiredService<HubDirectory>().Current.Inboxes[new InboxId(id)];
    }
}
