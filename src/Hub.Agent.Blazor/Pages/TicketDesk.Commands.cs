using Hub.Agent.Blazor.Commands;
using Hub.Agent.Blazor.State;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Pages;

/// <summary>What the command bar can do with the open ticket.</summary>
public partial class TicketDesk
{
    [Inject]
    public required CommandBarState Commands { get; set; }

    private IEnumerable<DeskCommand> OfTicket()
    {
        if (Tickets.Current is not { Thread.Ticket: { } ticket, Tools: not null })
        {
            return [];
        }
        var isOwn = ticket.Assignee == Session.Access.Agent;
        var isWatching = ticket.Watchers.Contains(Session.Access.Agent);
        return
        [
            Key("reply", Texts.Shell.KeyReply, "r"), Key("note", Texts.Shell.KeyNote, "n"),
            Key("user", isOwn ? Texts.Work.Release : Texts.Context.Take, "t"),
            Key(ticket.IsClosed ? "refresh" : "check", ticket.IsClosed ? Texts.Context.Reopen : Texts.Context.Close, "e"),
            Focus("users", Texts.Commands.Assign, "field-assignee", "A"), Focus("tag", Texts.Commands.AddTag, "field-tag", null),
            Key("link", Texts.Ties.Merge, "m"), Key("eye", isWatching ? Texts.Work.Unwatch : Texts.Work.Watch, "w"), Key("clock", Texts.Work.Custom, "s"),
            Act("clock", Texts.Work.LaterToday, TicketAction.LaterToday), Act("clock", Texts.Work.Tomorrow, TicketAction.Tomorrow),
            Act("clock", Texts.Work.NextWeek, TicketAction.NextWeek), Act("clock", Texts.Work.UntilReply, TicketAction.UntilReply),
            Act("link", Texts.Ties.Link, TicketAction.Link), Act("check", Texts.Ties.Select, TicketAction.Select),
            Act("send", Texts.Work.Forward, TicketAction.Forward), Act("clock", Texts.Work.Time, TicketAction.Time),
            Act("archive", Texts.Work.Archive, TicketAction.Archive), Act("close", Texts.Work.Spam, TicketAction.Spam),
            Act("close", Texts.Work.Trash, TicketAction.Trash), Act("file", Texts.Work.Print, TicketAction.Print),
            Key("panel", Texts.Thread.Details, "i"),
        ];
    }

    private DeskCommand Key(string icon, string text, string key) => Command(icon, text, key.ToUpperInvariant(), () => ActAsync(key));

    private DeskCommand Act(string icon, string text, TicketAction action) => Command(icon, text, null, () => ActAsync(action));

    private DeskCommand Focus(string icon, string text, string field, string? key) => Command(icon, text, key, async () =>
        await Script.InvokeVoidAsync("hubPage.focus", field));

    private DeskCommand Command(string icon, string text, string? key, Func<Task> runAsync) => new(Texts.Commands.Ticket, icon, text, key, async () =>
    {
        await runAsync();
        await InvokeAsync(StateHasChanged);
    });
}
