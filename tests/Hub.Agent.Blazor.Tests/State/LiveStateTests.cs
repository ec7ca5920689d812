using Bunit;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Tests.Hosting;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.Tests.State;

public sealed class LiveStateTests(ConsoleHost host) : BunitContext, IClassFixture<ConsoleHost>
{
    private static readonly ListQuery AllOpen = ListQuery.Of("open", null, null);

    [Fact]
    public async Task Rows_enter_and_leave_without_asking_again()
    {
        await using var anna = await host.SignInAsync("agt_anna");
        var list = anna.ServiceProvider.GetRequiredService<TicketListState>();
        await list.OpenAsync(AllOpen);

        var ticket = await host.OpenAsync("2001");
        await ConsoleHost.Until(list, () => list.Rows.Any(row => row.Id == ticket.Id));
        list.IsUnread(list.Rows.Single(row => row.Id == ticket.Id)).ShouldBeTrue();

        var access = anna.ServiceProvider.GetRequiredService<ConsoleSession>().Access;
        await host.Get<ChangeTicket>().HandleAsync(new ChangeCommand(ticket.Id) { Status = "closed" }, access, TestContext.Current.CancellationToken);
        await ConsoleHost.Until(list, () => list.Rows.All(row => row.Id != ticket.Id));
    }

    [Fact]
    public async Task An_open_thread_shows_what_comes_and_counts_as_read()
    {
        var ticket = await host.OpenAsync("2002");
        await using var anna = await host.SignInAsync("agt_anna");
        var open = anna.ServiceProvider.GetRequiredService<OpenTickets>();
        await open.OpenAsync("2002");
        var thread = open.Current!.Thread;

        await host.WriteAsync(ticket, "are you there?");
        await ConsoleHost.Until(thread, () => thread.Items.OfType<ThreadItem.Bubble>().Any(static b => b.Entry.Text == "are you there?"));

        var traces = anna.ServiceProvider.GetRequiredService<OwnTraces>();
        await ConsoleHost.Until(traces, () => !traces.IsUnread(thread.Ticket!));
    }

    [Fact]
    public async Task A_visitor_s_typing_shows_until_it_pauses()
    {
        var ticket = await host.OpenAsync("2003");
        await using var anna = await host.SignInAsync("agt_anna");
        var open = anna.ServiceProvider.GetRequiredService<OpenTickets>();
        await open.OpenAsync("2003");
        var presence = open.Current!.Tools!.Presence;

        host.Get<TicketFeed>().Publish(new FeedEvent.TypingChanged(ticket.Id, FromVisitor: true, "vis_1", "Marta", ViewerMode.Replying));
        await ConsoleHost.Until(presence, () => presence.TypingVisitor == "Marta");
        var line = Render<TypingLine>(p => p.Add(t => t.State, presence).Add(t => t.Texts, ConsoleTexts.German));
        line.Find("[data-testid=typing]").TextContent.ShouldContain("Marta schreibt");

        host.Clock.Advance(TimeSpan.FromSeconds(7));
        await ConsoleHost.Until(presence, () => presence.TypingVisitor is null);
        line.WaitForState(() => line.FindAll("[data-testid=typing]").Count == 0);
    }

    [Fact]
    public async Task Components_and_states_let_go_of_what_they_watched()
    {
        await host.OpenAsync("2004");
        var anna = await host.SignInAsync("agt_anna");
        var services = anna.ServiceProvider;
        var traces = services.GetRequiredService<OwnTraces>();
        await services.GetRequiredService<TicketListState>().OpenAsync(AllOpen);
        var open = services.GetRequiredService<OpenTickets>();
        await open.OpenAsync("2004");
        var tools = open.Current!.Tools!;
        Render<ComposerBanner>(p => p.Add(b => b.State, tools.Composer).Add(b => b.Texts, ConsoleTexts.English));
        tools.Composer.IsWatched.ShouldBeTrue();
        traces.IsWatched.ShouldBeTrue();

        await DisposeComponentsAsync();
        tools.Composer.IsWatched.ShouldBeFalse();

        var thread = open.Current.Thread;
        await anna.DisposeAsync();
        traces.IsWatched.ShouldBeFalse();
        thread.IsWatched.ShouldBeFalse();
        tools.Lock.IsWatched.ShouldBeFalse();
    }

    [Fact]
    public async Task Leaving_a_ticket_gives_its_lock_back()
    {
        await host.OpenAsync("2005");
        await using var anna = await host.SignInAsync("agt_anna");
        await using var ben = await host.SignInAsync("agt_ben");
        var annas = anna.ServiceProvider.GetRequiredService<OpenTickets>();
        var bens = ben.ServiceProvider.GetRequiredService<OpenTickets>();
        await annas.OpenAsync("2005");
        await bens.OpenAsync("2005");
        var seen = bens.Current!.Tools!;
        await annas.Current!.Tools!.Composer.TypedAsync();
        await ConsoleHost.Until(seen.Composer, () => seen.Composer.OtherLock is not null);

        await annas.OpenAsync(null);

        await ConsoleHost.Until(seen.Composer, () => seen.Composer.OtherLock is null);
        annas.Current.ShouldBeNull();
    }
}
