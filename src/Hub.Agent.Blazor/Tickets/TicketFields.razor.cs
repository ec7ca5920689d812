using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>The ticket's fields, changed where they stand.</summary>
public partial class TicketFields : ComponentBase
{
    private string _tag = "";

    [Parameter, EditorRequired]
    public required ContextState State { get; set; }

    [Parameter, EditorRequired]
    public required Ticket Ticket { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleSession Session { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private IEnumerable<TicketState> States => Enum.GetValues<TicketState>()
        .Where(state => state != TicketState.Merged || Ticket.State == TicketState.Merged);

    private IEnumerable<AgentAccount> Agents => Session.Directory.Agents.Values
        .Where(agent => agent.IsActive || agent.Id == Ticket.Assignee).OrderBy(static agent => agent.Name, StringComparer.CurrentCultureIgnoreCase);

    private IEnumerable<QueueId> Queues => Session.Directory.Queues.Keys
        .Where(queue => Session.Access.CanUse(queue) || queue == Ticket.Queue).OrderBy(Session.Directory.PathOf, StringComparer.CurrentCultureIgnoreCase);

    private string At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Session.Zone).ToString("g", Texts.Culture);

    private Task SetStatusAsync(ChangeEventArgs change) => Enum.TryParse<TicketState>(change.Value as string, out var state)
        ? State.ChangeAsync(command => command with { Status = TicketStatuses.Of(state) })
        : Task.CompletedTask;

    private Task SetAssigneeAsync(ChangeEventArgs change) => State.ChangeAsync(command => command with
    {
        Assignee = new Patch<AgentId?>(true, AgentId.TryParse(change.Value as string, out var agent) ? agent : null),
    });

    private Task TakeAsync() => State.ChangeAsync(command => command with { Assignee = new Patch<AgentId?>(true, Session.Access.Agent) });

    private Task SetQueueAsync(ChangeEventArgs change) => QueueId.TryParse(change.Value as string, out var queue)
        ? State.ChangeAsync(command => command with { Queue = new Patch<QueueId?>(true, queue) })
        : Task.CompletedTask;

    private Task SetPriorityAsync(ChangeEventArgs change) => Enum.TryParse<Priority>(change.Value as string, out var priority)
        ? State.ChangeAsync(command => command with { Priority = new Patch<Priority?>(true, priority) })
        : Task.CompletedTask;

    private Task RemoveTagAsync(string tag) => State.ChangeAsync(command => command with
    {
        Tags = new Patch<IReadOnlyList<string>>(true, [.. Ticket.Tags.Where(kept => kept != tag)]),
    });

    private async Task AddTagAsync()
    {
        var added = _tag.Trim();
        _tag = "";
        if (added.Length > 0)
        {
            await State.ChangeAsync(command => command with { Tags = new Patch<IReadOnlyList<string>>(true, [.. Ticket.Tags, added]) });
        }
    }
}
