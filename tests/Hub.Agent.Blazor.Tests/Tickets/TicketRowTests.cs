using Bunit;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.Tickets;

public sealed class TicketRowTests : BunitContext
{
    [Fact]
    public void Shows_who_what_and_when()
    {
        var row = Row(Entries.Ticket());

        row.Find(".who").TextContent.ShouldBe("Marta Nowak");
        row.Find("[data-testid=row-number]").TextContent.ShouldBe("#4711");
        row.Find(".preview").TextContent.ShouldBe("Kettle leaks — It leaks at the handle");
        row.Find("time").TextContent.ShouldBe("5m");
        row.FindAll("[data-testid=row-unread], [data-testid=row-lock]").ShouldBeEmpty();
    }

    [Fact]
    public void Unsent_text_stands_in_place_of_the_preview() =>
        Row(Entries.Ticket(), static p => p.Add(r => r.Draft, "Dear Marta")).Find(".preview").TextContent.ShouldBe("Draft: Dear Marta");

    [Fact]
    public void Marks_unread_priority_lock_and_viewers()
    {
        var ticket = Entries.Ticket() with
        {
            Priority = Priority.Urgent,
            Lock = new TicketLock(new AgentId("agt_ben"), "Ben Clarke", 1, Entries.Noon),
        };

        var row = Row(ticket, static p => p.Add(r => r.IsUnread, true).Add(r => r.AssigneeName, "Ben Clarke")
            .Add(r => r.Viewers, [new Viewer(new AgentId("agt_ben"), "Ben Clarke", ViewerMode.Replying)]));

        row.Find("[data-testid=row-unread]").ShouldNotBeNull();
        row.Find("[data-testid=row-lock]").GetAttribute("title").ShouldBe("Ben Clarke is answering");
        row.Find(".priority.urgent").GetAttribute("title").ShouldBe("Urgent");
        row.FindAll(".avatar").Count.ShouldBe(2);
    }

    [Fact]
    public void Renders_again_only_when_something_shown_changed()
    {
        var ticket = Entries.Ticket();
        var row = Row(ticket);

        row.Render(p => p.Add(r => r.Now, Entries.Noon.AddMinutes(5).AddSeconds(20)));
        row.RenderCount.ShouldBe(1);

        row.Render(p => p.Add(r => r.Ticket, ticket with { Subject = "Kettle replaced", Version = 2 }));
        row.RenderCount.ShouldBe(2);
        row.Find(".subject").TextContent.ShouldBe("Kettle replaced");
    }

    private IRenderedComponent<TicketRow> Row(Ticket ticket, Action<ComponentParameterCollectionBuilder<TicketRow>>? more = null) => Render<TicketRow>(p =>
    {
        p.Add(r => r.Ticket, ticket).Add(r => r.Texts, ConsoleTexts.English).Add(r => r.Href, "/console/open/4711").Add(r => r.Now, Entries.Noon.AddMinutes(5));
        more?.Invoke(p);
    });
}
