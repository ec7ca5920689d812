using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Collisions;

/// <summary>Two people at one ticket: nothing is answered twice, nothing is answered blindly.</summary>
public sealed class CollisionTests(SharedHub shared, Browsers browsers)
{
    private const string WhenPressed = "field => new Promise(done => field.addEventListener('keydown', () => done(Date.now()), { once: true }))";

    private const string WhenLocked = """
        () => new Promise(done => new MutationObserver((_, watch) => {
          if (!document.querySelector('[data-testid=lock-banner]')) return;
          watch.disconnect();
          done(Date.now());
        }).observe(document.body, { childList: true, subtree: true }))
        """;

    [Fact]
    public async Task A_second_agent_sees_the_lock_is_refused_and_takes_over_knowingly()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, first, number) = await scene.BeginAsync("Who answers first?");
        var second = await scene.SignInAsync("Kim Weber");
        await second.OpenTicketAsync(number);

        await first.TypeAsync("Mine");
        await Expect(second.LockBanner).ToContainTextAsync("Jo Brandt");
        await Expect(second.Row(number).GetByTestId("row-lock")).ToBeVisibleAsync();

        await second.ReplyAsync("Kim's answer");
        await Expect(second.LockBanner).ToContainTextAsync("Jo Brandt");
        (await scene.Rest.PublicTextsAsync(number)).ShouldBe(["Who answers first?"]);
        await Expect(second.Composer).ToHaveValueAsync("Kim's answer");

        await second.TakeOver.ClickAsync();
        await second.ConfirmTakeOver.ClickAsync();
        await Expect(second.LockBanner).ToBeHiddenAsync();
        await Expect(first.TakenBanner).ToContainTextAsync("Kim Weber");
        await second.Send.ClickAsync();
        await Expect(visitor.Others.Last).ToContainTextAsync("Kim's answer");
        (await scene.Rest.PublicTextsAsync(number)).ShouldBe(["Who answers first?", "Kim's answer"]);
    }

    [Fact]
    public async Task The_lock_is_seen_within_a_second_of_the_first_key()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (_, first, number) = await scene.BeginAsync("Who is quick?");
        var second = await scene.SignInAsync("Kim Weber");
        await second.OpenTicketAsync(number);

        var delays = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var seenAt = second.Page.EvaluateAsync<double>(WhenLocked);
            var pressedAt = first.Composer.EvaluateAsync<double>(WhenPressed);
            await first.TypeAsync("M");
            delays.Add(await seenAt.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken) - await pressedAt);
            await first.Composer.FillAsync("");
            await Expect(second.LockBanner).ToBeHiddenAsync();
        }
        // The middle of three: a machine at its limit may hold up one of them.
        delays.Order().ElementAt(1).ShouldBeLessThan(1_000);
    }

    [Fact]
    public async Task A_reply_to_an_old_state_is_refused_shows_what_is_new_and_can_be_sent_again()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, number) = await scene.BeginAsync("Please send a blue one");
        await agent.TypeAsync("A blue one is on its way.");
        await visitor.WriteAsync("No, sorry, a green one!");
        await Expect(agent.Entry("a green one")).ToBeVisibleAsync();

        await agent.Send.ClickAsync();
        await Expect(agent.StaleBanner).ToContainTextAsync("No, sorry, a green one!");
        (await scene.Rest.PublicTextsAsync(number)).ShouldBe(["Please send a blue one", "No, sorry, a green one!"]);

        await agent.Composer.FillAsync("A green one is on its way.");
        await agent.SendAnyway.ClickAsync();
        await Expect(visitor.Others.Last).ToContainTextAsync("A green one is on its way.");
        await Expect(agent.StaleBanner).ToBeHiddenAsync();
        await Expect(agent.Composer).ToHaveValueAsync("");
        (await scene.Rest.PublicTextsAsync(number)).ShouldBe(["Please send a blue one", "No, sorry, a green one!", "A green one is on its way."]);
    }

    [Fact]
    public async Task A_later_message_reopens_a_closed_ticket()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, number) = await scene.BeginAsync("It works again, thanks");
        await agent.Close.ClickAsync();
        await Expect(agent.Status).ToHaveAttributeAsync("data-state", "Closed");
        await Expect(visitor.ClosedLine).ToBeVisibleAsync();

        await visitor.WriteAsync("It broke again");
        await Expect(agent.Status).ToHaveAttributeAsync("data-state", "Open");
        await Expect(agent.Entry("It broke again")).ToBeVisibleAsync();
        await Expect(visitor.ClosedLine).ToBeHiddenAsync();
        (await visitor.NumberAsync()).ShouldBe(number);
    }

    [Fact]
    public async Task A_note_stays_among_colleagues()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, number) = await scene.BeginAsync("My order is late");
        var colleague = await scene.SignInAsync("Kim Weber");
        await colleague.OpenTicketAsync(number);

        await agent.NoteAsync("Warehouse lost it, be kind");
        await Expect(colleague.Entry("Warehouse lost it")).ToHaveAttributeAsync("data-kind", "Note");
        await AgentPage.ChooseAsync(agent.ReplyTab);
        await agent.ReplyAsync("We are looking into it.");
        await Expect(visitor.Others.Last).ToContainTextAsync("We are looking into it.");
        await Expect(visitor.Others).ToHaveCountAsync(1);

        await visitor.Page.ReloadAsync();
        await visitor.OpenPanelAsync();
        await Expect(visitor.Messages).ToHaveCountAsync(2);
        await Expect(visitor.Message("Warehouse")).ToHaveCountAsync(0);
    }
}
