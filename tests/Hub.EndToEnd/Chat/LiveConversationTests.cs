using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Chat;

/// <summary>Visitor and agent write to each other; nobody reloads.</summary>
public sealed class LiveConversationTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task A_visitor_of_the_demo_shop_and_an_agent_write_to_each_other()
    {
        await using var visitorWindow = await browsers.OpenAsync();
        await using var agentWindow = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsAdministratorAsync(agentWindow, shared.Process);
        await agent.MarkPageAsync();

        var visitor = await VisitorPage.OpenAsync(visitorWindow, new Uri(shared.Process.Address, "/demo"));
        await visitor.IntroduceAsync("Lena Vogt", "lena.vogt@customer.test");
        await visitor.WriteAsync("Does the kettle keep 80 degrees as well?");
        var number = await visitor.NumberAsync();

        await Expect(agent.Row(number)).ToContainTextAsync("Lena Vogt");
        await agent.Row(number).ClickAsync();
        await Expect(agent.Entry("80 degrees")).ToBeVisibleAsync();

        await visitor.WriteAsync("And is it quiet?");
        await Expect(agent.Entry("is it quiet")).ToBeVisibleAsync();
        await agent.ReplyAsync("Yes to both.");
        await Expect(visitor.Others.Last).ToContainTextAsync("Yes to both.");
        await Expect(agent.MarkedPage).ToHaveCountAsync(1);
        (await shared.Rest.PublicTextsAsync(number)).ShouldBe(["Does the kettle keep 80 degrees as well?", "And is it quiet?", "Yes to both."]);
    }

    [Fact]
    public async Task Typing_shows_on_both_sides()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, _) = await scene.BeginAsync("Hello?");

        // Awaited from before the first key: the sign lapses a few seconds after the last one.
        var seenByAgent = Expect(agent.Typing).ToContainTextAsync("Mia Sommer");
        await visitor.Input.PressSequentiallyAsync("I wanted to ask");
        await seenByAgent;
        var seenByVisitor = Expect(visitor.Typing).ToContainTextAsync("Jo Brandt");
        await agent.TypeAsync("One moment");
        await seenByVisitor;

        await agent.Send.ClickAsync();
        await Expect(visitor.Others.Last).ToContainTextAsync("One moment");
        await Expect(visitor.Typing).ToBeHiddenAsync();
        await visitor.Input.PressAsync("Enter");
        await Expect(agent.Entry("I wanted to ask")).ToBeVisibleAsync();
        await Expect(agent.Typing).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Ticks_tell_both_how_far_a_message_came()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var visitor = await scene.VisitAsync();
        await visitor.WriteAsync("Is anybody there?");
        await visitor.ExpectStateAsync("Is anybody there?", "sent");
        var number = await visitor.NumberAsync();

        var agent = await scene.SignInAsync();
        await agent.OpenTicketAsync(number);
        await visitor.ExpectStateAsync("Is anybody there?", "read");

        await visitor.Launcher.ClickAsync();
        await agent.ReplyAsync("Yes, we are.");
        await Expect(agent.DeliveryOf("Yes, we are.")).ToHaveAttributeAsync("data-state", "Delivered");
        await visitor.OpenPanelAsync();
        await Expect(agent.DeliveryOf("Yes, we are.")).ToHaveAttributeAsync("data-state", "Read");
    }

    [Fact]
    public async Task A_closed_panel_counts_what_is_unread()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, _) = await scene.BeginAsync("I will be back in a minute");
        await visitor.Launcher.ClickAsync();

        await agent.ReplyAsync("First answer");
        await Expect(visitor.Badge).ToHaveTextAsync("1");
        await Expect(visitor.Preview).ToContainTextAsync("First answer");
        await agent.ReplyAsync("Second answer");
        await Expect(visitor.Badge).ToHaveTextAsync("2");

        await visitor.OpenPanelAsync();
        await Expect(visitor.Others.Last).ToContainTextAsync("Second answer");
        await Expect(visitor.Badge).ToBeHiddenAsync();
    }
}
