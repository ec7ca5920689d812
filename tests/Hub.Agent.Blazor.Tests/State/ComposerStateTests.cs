using Bunit;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Tests.Hosting;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.Tests.State;

public sealed class ComposerStateTests(ConsoleHost host) : BunitContext, IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task The_first_keystroke_locks_and_two_idle_minutes_give_back()
    {
        var ticket = await host.OpenAsync("1001");
        await using var anna = await host.SignInAsync("agt_anna");
        await using var ben = await host.SignInAsync("agt_ben");
        var writing = await EquipAsync(anna, ticket);
        var reading = await EquipAsync(ben, ticket);

        await writing.Composer.TypedAsync();
        await ConsoleHost.Until(reading.Composer, () => reading.Composer.OtherLock is not null);

        reading.Composer.OtherLock!.HolderName.ShouldBe("Anna Berger");
        writing.Composer.OtherLock.ShouldBeNull();

        host.Clock.Advance(ReplyLock.Idle + TimeSpan.FromSeconds(11));
        await ConsoleHost.Until(reading.Composer, () => reading.Composer.OtherLock is null);
        writing.Lock.Token.ShouldBeNull();
    }

    [Fact]
    public async Task Taking_over_tells_the_one_who_wrote_and_refuses_its_reply()
    {
        var ticket = await host.OpenAsync("1002");
        await using var anna = await host.SignInAsync("agt_anna");
        await using var ben = await host.SignInAsync("agt_ben");
        var first = await EquipAsync(anna, ticket);
        var second = await EquipAsync(ben, ticket);
        await first.Composer.TypedAsync();

        await second.Composer.TakeOverAsync();
        await ConsoleHost.Until(first.Lock, () => first.Lock.TakenBy is not null);
        var isSent = await first.Composer.SendAsync(MessageKind.Public, "Mine", "c1", 1, null);

        first.Lock.TakenBy.ShouldBe("Ben Clarke");
        isSent.ShouldBeFalse();
        first.Composer.Problem.ShouldBe(new ComposerProblem.Locked("Ben Clarke"));
        Banner(first.Composer).Find("[data-testid=taken-banner]").TextContent.ShouldContain("Ben Clarke took over this reply");
    }

    [Fact]
    public async Task A_reply_begun_before_something_new_is_sent_only_knowingly()
    {
        var ticket = await host.OpenAsync("1003");
        await using var anna = await host.SignInAsync("agt_anna");
        var tools = await EquipAsync(anna, ticket);
        var composer = tools.Composer;
        await composer.TypedAsync();

        await host.WriteAsync(ticket, "one more thing");
        await ConsoleHost.Until(composer, () => composer.HasNewer);
        var banner = Banner(composer);
        banner.Find("[data-testid=stale-banner]").TextContent.ShouldContain("Something new arrived");

        (await composer.SendAsync(MessageKind.Public, "Answer", "c1", 1, null)).ShouldBeFalse();
        composer.Problem.ShouldBeOfType<ComposerProblem.Stale>().Newer.Single().Text.ShouldBe("one more thing");
        banner.WaitForElement("[data-testid=send-anyway]");
        banner.Find("[data-testid=stale-banner]").TextContent.ShouldContain("one more thing");

        composer.Acknowledge();
        (await composer.SendAsync(MessageKind.Public, "Answer", "c1", 1, null)).ShouldBeTrue();
        banner.WaitForState(() => banner.FindAll("[data-testid=stale-banner]").Count == 0);
    }

    [Fact]
    public async Task The_same_text_under_the_same_id_is_sent_once_and_its_draft_ends()
    {
        var ticket = await host.OpenAsync("1004");
        await using var anna = await host.SignInAsync("agt_anna");
        var composer = (await EquipAsync(anna, ticket)).Composer;
        (await composer.SaveAsync(MessageKind.Public, "Answer", 6, 5)).ShouldBeTrue();

        (await composer.SendAsync(MessageKind.Public, "Answer", "c9", 5, null)).ShouldBeTrue();
        (await composer.SendAsync(MessageKind.Public, "Answer", "c9", 5, null)).ShouldBeTrue();

        var entries = await host.Get<ThreadReader>().NewestAsync(ticket.Id, new(50), TestContext.Current.CancellationToken);
        entries.Items.Count(static entry => entry.Text == "Answer").ShouldBe(1);
        var session = anna.ServiceProvider.GetRequiredService<ConsoleSession>();
        (await host.Get<SaveDraft>().FindAsync(ticket.Id, session.Access, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Drafts_of_reply_and_note_come_back()
    {
        var ticket = await host.OpenAsync("1005");
        await using (var before = await host.SignInAsync("agt_anna"))
        {
            var composer = (await EquipAsync(before, ticket)).Composer;
            await composer.SaveAsync(MessageKind.Public, "to the customer", 3, 7);
            await composer.SaveAsync(MessageKind.Note, "to colleagues", 2, 4);
        }

        await using var anna = await host.SignInAsync("agt_anna");
        var again = (await EquipAsync(anna, ticket)).Composer;

        again.Drafts[MessageKind.Public].ShouldSatisfyAllConditions(
            static draft => draft.Text.ShouldBe("to the customer"), static draft => draft.Caret.ShouldBe(3), static draft => draft.Revision.ShouldBe(7));
        again.Drafts[MessageKind.Note].Text.ShouldBe("to colleagues");
        (await again.SaveAsync(MessageKind.Public, "older", 0, 6)).ShouldBeFalse();
    }

    private static async Task<TicketTools> EquipAsync(AsyncServiceScope console, Ticket ticket)
    {
        var open = console.ServiceProvider.GetRequiredService<OpenTickets>();
        await open.OpenAsync(ticket.Number);
        return open.Current!.Tools!;
    }

    private IRenderedComponent<ComposerBanner> Banner(ComposerState state) =>
        Render<ComposerBanner>(p => p.Add(b => b.State, state).Add(b => b.Texts, ConsoleTexts.English));
}
