using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Tests.Hosting;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.Tests.State;

/// <summary>An open thread names other tickets as far as its agent may see them, and follows its rights.</summary>
public sealed class UnseenTiesTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_to_a_hidden_ticket_has_no_number_until_the_agent_may_see_it()
    {
        var board = new Queue { Id = new QueueId("que_board"), Name = "Board", CreatedAt = Entries.Noon };
        var cleo = new AgentAccount
        {
            Id = new AgentId("agt_cleo"),
            Name = "Cleo",
            Email = "cleo@hub.test",
            SecurityStamp = "stamp",
            Queues = [host.Queue],
            CreatedAt = Entries.Noon,
        };
        await host.Get<IHubStore>().CommitAsync(new ChangeSet().Insert(board).Insert(cleo), Ct);
        await host.Get<HubDirectory>().RefreshAsync(Ct);
        var (shown, hidden) = (await host.OpenAsync("4001"), await host.OpenAsync("4002"));
        await using var anna = await host.SignInAsync("agt_anna");
        var admin = anna.ServiceProvider.GetRequiredService<ConsoleSession>().Access;
        await host.Get<ChangeTicket>().HandleAsync(new ChangeCommand(hidden.Id) { Queue = new Patch<QueueId?>(true, board.Id) }, admin, Ct);

        await using var scope = await host.SignInAsync("agt_cleo");
        var open = scope.ServiceProvider.GetRequiredService<OpenTickets>();
        await open.OpenAsync("4001");
        var thread = open.Current!.Thread;
        await new LinkTickets(host.Get<ThreadWriter>(), host.Get<TicketFamily>()).AddAsync(shown.Id, LinkType.Child, hidden.Id, admin, Ct);
        await ConsoleHost.Until(thread, () => thread.Ticket!.Links.Count == 1);

        thread.Ticket!.Links[0].ShouldBe(new TicketLink(LinkType.Child, default, Disclosure.HiddenTicket));
        var change = thread.Changes[0].Change!;
        ActivitySentence.Of(change, ConsoleTexts.German, TimeZoneInfo.Utc).ShouldEndWith("hat ein für Sie verborgenes Ticket als untergeordnet hinzugefügt");
        TicketActions.CanUndo(change).ShouldBeFalse();
        ConsoleTexts.German.Ties.Refusal(new TicketOutcome.Refused("open-children", "") { HiddenBlockers = 1 }).ShouldBe("Zuerst schließen: ein für Sie verborgenes Ticket.");

        var now = (await host.Get<IHubStore>().FindAsync(cleo.Id, Ct))!;
        await host.Get<IHubStore>().CommitAsync(new ChangeSet().Replace(now, now with { Queues = [host.Queue, board.Id] }), Ct);
        await host.Get<HubDirectory>().RefreshAsync(Ct);
        await ConsoleHost.Until(thread, () => thread.Ticket!.Links[0].Number == "4002");
        thread.Changes[0].Change!.To.ShouldBe("4002");
    }
}
