using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Server.Tests.Tickets;

public sealed class StatesTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P16_Send_and_close_and_plain_close_store_who_closed_and_when()
    {
        var first = await hub.TicketAsync();
        await hub.PostAsync($"/tickets/{first["number"]}/messages",
            new { kind = "public", text = "Done", baseSeq = first["lastSeq"]!.GetValue<long>(), then = new { status = "closed" } });
        var closed = await hub.GetAsync($"/tickets/{first["number"]}");
        closed["state"]!.GetValue<string>().ShouldBe("closed");
        closed["closedAt"].ShouldNotBeNull();
        var second = await hub.TicketAsync();
        (await hub.PatchAsync($"/tickets/{second["number"]}", new { status = "closed" }))["closedAt"].ShouldNotBeNull();
        foreach (var number in new[] { first["number"], second["number"] })
        {
            var change = (await hub.GetAsync($"/tickets/{number}/messages?limit=200"))["items"]!.AsArray()
                .Last(static entry => entry!["change"]?["what"]!.GetValue<string>() == "status")!["change"]!;
            change["to"]!.GetValue<string>().ShouldBe("closed");
            change["by"]!["type"]!.GetValue<string>().ShouldBe("agent");
        }
    }

    [Fact]
    public async Task P17_An_administrators_status_maps_to_a_base_state_and_is_set_filtered_and_listed_without_code()
    {
        var name = $"Waiting for supplier {Guid.NewGuid():n}"[..40];
        var status = await hub.PostAsync("/statuses", new { name, state = "pending", returns = false });
        (await hub.GetAsync("/statuses"))["items"]!.AsArray().ShouldContain(item => item!["name"]!.GetValue<string>() == name);
        (await hub.PostAsync("/statuses", new { name, state = "open" }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        (await hub.PostAsync("/statuses", new { name = "x", state = "merged" }, 400))["errors"]!["state"].ShouldNotBeNull();

        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        var changed = await hub.PatchAsync($"/tickets/{number}", new { status = name.ToUpperInvariant() });
        changed["status"]!.GetValue<string>().ShouldBe(name);
        changed["state"]!.GetValue<string>().ShouldBe("pending");
        (await hub.PatchAsync($"/tickets/{number}", new { pendingUntil = DateTimeOffset.UtcNow.AddDays(1) }, 400))["errors"]!["pendingUntil"].ShouldNotBeNull();
        foreach (var filter in new[] { name, "pending", $"closed,{name}" })
        {
            (await hub.GetAsync($"/tickets?status={Uri.EscapeDataString(filter)}&limit=200"))["items"]!.AsArray()
                .ShouldContain(row => row!["number"]!.GetValue<string>() == number);
        }
        using var deleted = await hub.Api.DeleteAsync($"/api/v1/statuses/{status["id"]}", Ct);
        ((int)deleted.StatusCode).ShouldBe(204);
        (await hub.GetAsync($"/tickets/{number}"))["status"]!.GetValue<string>().ShouldBe(name);
    }

    [Fact]
    public async Task P18_A_pending_ticket_is_open_again_at_its_time_on_top_of_the_queue_after_a_restart_too()
    {
        var waiting = (await hub.TicketAsync("Waits"))["number"]!.GetValue<string>();
        var until = DateTimeOffset.UtcNow.AddHours(2);
        await hub.PatchAsync($"/tickets/{waiting}", new { status = "pending", pendingUntil = until });
        await hub.TicketAsync("Newer");

        // As a process that knows nothing from before would do it.
        var store = hub.Services.GetRequiredService<IHubStore>();
        var clock = new FakeTimeProvider(until.AddSeconds(-1));
        var writer = new ThreadWriter(store, hub.Services.GetRequiredService<TicketFeed>(), new TicketCache(), clock);
        var pending = new ReturnPending(writer, store, hub.Services.GetRequiredService<HubDirectory>(), clock);
        await pending.HandleAsync(Ct);
        (await hub.GetAsync($"/tickets/{waiting}"))["state"]!.GetValue<string>().ShouldBe("pending");
        clock.Advance(TimeSpan.FromSeconds(1));
        (await pending.HandleAsync(Ct)).ShouldBe(1);
        (await pending.HandleAsync(Ct)).ShouldBe(0);

        var back = await hub.GetAsync($"/tickets/{waiting}");
        back["state"]!.GetValue<string>().ShouldBe("open");
        back["pendingUntil"].ShouldBeNull();
        (await hub.GetAsync("/tickets?view=open"))["items"]![0]!["number"]!.GetValue<string>().ShouldBe(waiting);
        (await hub.GetAsync($"/tickets/{waiting}/messages?limit=200"))["items"]!.AsArray()
            .ShouldContain(static entry => entry!["change"] != null && entry["change"]!["because"] != null
                && entry["change"]!["because"]!.GetValue<string>() == "time has come");
    }
}
