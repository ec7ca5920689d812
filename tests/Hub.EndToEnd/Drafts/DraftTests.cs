using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Drafts;

/// <summary>What an agent has typed is never lost.</summary>
public sealed class DraftTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task A_server_killed_while_an_agent_types_loses_no_word_and_no_recipients()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Demo"] = "false" });
        await using var scene = await ChatScene.StartAsync(hub, browsers);
        var number = await scene.Rest.IngestAsync(await scene.Rest.CreateMailInboxAsync("spouts@hub.test"),
            "From: Ada <ada@customer.test>\nTo: spouts@hub.test\nSubject: Broken spout\nMessage-ID: <spout@customer.test>\n\nThe spout came off.\n");
        var agent = await scene.SignInAsync();
        await agent.OpenTicketAsync(number);
        var address = agent.Page.Url;

        await agent.TypeAsync("Thank you for the picture. ");
        await agent.RecipientsSummary.ClickAsync();
        await agent.RecipientInput("cc").PressSequentiallyAsync("dan@customer.test,");
        await Expect(agent.RecipientsIn("cc")).ToHaveTextAsync(["dan@customer.test"]);
        // Not finished when the server goes.
        await agent.RecipientInput("bcc").PressSequentiallyAsync("boss@maker.test");
        await hub.KillAsync();
        await agent.Composer.PressSequentiallyAsync("We send a new spout today.");
        for (var back = 0; back < "today.".Length; back++)
        {
            await agent.Composer.PressAsync("ArrowLeft");
        }
        await agent.MarkPageAsync();
        await hub.StartAgainAsync();

        // The page comes back by itself.
        await Expect(agent.MarkedPage).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await agent.ReadyAsync();
        agent.Page.Url.ShouldBe(address);
        await Expect(agent.Composer).ToHaveValueAsync("Thank you for the picture. We send a new spout today.");
        await Expect(agent.Composer).ToBeFocusedAsync();
        (await agent.Composer.EvaluateAsync<int>("field => field.selectionStart")).ShouldBe("Thank you for the picture. We send a new spout ".Length);

        await Expect(agent.RecipientsSummary).ToContainTextAsync("Cc: dan@customer.test");
        await Expect(agent.RecipientsSummary).ToContainTextAsync("Bcc: boss@maker.test");

        await agent.Composer.PressSequentiallyAsync("to you ");
        await agent.Send.ClickAsync();
        await Expect(agent.Entry("We send a new spout to you today.")).ToHaveCountAsync(1);
        var sent = (await scene.Rest.MessagesAsync(number)).Single(static entry => (string)entry["direction"]! == "out" && (string)entry["kind"]! == "public");
        ((string)sent["to"]![0]!["address"]!, (string)sent["cc"]![0]!["address"]!, (string)sent["bcc"]![0]!["address"]!)
            .ShouldBe(("ada@customer.test", "dan@customer.test", "boss@maker.test"));
    }

    [Fact]
    public async Task Who_types_before_the_composers_script_is_there_keeps_text_and_caret_over_a_reload()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var number = await scene.Rest.CreateTicketAsync("Slow line", "The script takes its time.");
        var agent = await scene.SignInAsync();
        var script = new TaskCompletionSource();
        await agent.Page.RouteAsync("**/composer*.js*", async route =>
        {
            await script.Task;
            await route.ContinueAsync();
        });
        await agent.OpenTicketAsync(number);
        await agent.TypeAsync("Early bird");
        script.SetResult();
        await Expect(agent.SaveState).ToHaveTextAsync("Draft saved");

        await agent.Page.ReloadAsync();
        await agent.ReadyAsync();

        await Expect(agent.Composer).ToHaveValueAsync("Early bird");
        await Expect(agent.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_draft_follows_its_agent_to_another_browser()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var number = await scene.Rest.CreateTicketAsync("Lid missing", "There was no lid.");
        var jo = await scene.Rest.CreateAgentAsync("Jo Brandt");
        await using var first = await browsers.OpenAsync();
        var here = await AgentPage.SignInAsync(first, shared.Process, jo);
        await here.OpenTicketAsync(number);
        await here.TypeAsync("Half a sentence");
        await Expect(here.SaveState).ToHaveTextAsync("Draft saved");

        await using var second = await browsers.OpenAsync();
        var there = await AgentPage.SignInAsync(second, shared.Process, jo);
        await Expect(there.Row(number)).ToContainTextAsync("Half a sentence");
        await there.OpenTicketAsync(number);
        await Expect(there.Composer).ToHaveValueAsync("Half a sentence");
    }
}
