using System.Text.Json;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.CustomFields;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>The ticket's fields, changed where they stand.</summary>
public partial class TicketFields : ComponentBase
{
    private string _tag = "";
    private string _moveNote = "";
    private QueueId? _target;

    [Parameter, EditorRequired]
    public required ContextState State { get; set; }

    [Parameter, EditorRequired]
    public required Ticket Ticket { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleSession Session { get; set; }

    /// <summary>Working time was measured; in minutes.</summary>
    [Parameter]
    public EventCallback<int> OnMeasured { get; set; }

    [Inject]
    public required KnownTags Tags { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    /// <summary>Everything that can be set, and what the ticket has if that cannot be set any more.</summary>
    private IEnumerable<(string Name, string Text)> Statuses
    {
        get
        {
            List<(string Name, string Text)> all = [.. Session.Directory.AllStatuses.Select(status => (status.Name, Texts.Words.Status(status.Name, status.State)))];
            return all.Exists(status => status.Name == Ticket.Status) ? all : all.Append((Ticket.Status, Texts.Words.Status(Ticket)));
        }
    }

    private IEnumerable<AgentAccount> Agents => Session.Directory.Agents.Values
        .Where(agent => agent.IsActive || agent.Id == Ticket.Assignee || agent.Id == Ticket.Responsible).OrderBy(static agent => agent.Name, StringComparer.CurrentCultureIgnoreCase);

    private IEnumerable<QueueId> Queues => Session.Directory.Queues.Keys
        .Where(queue => Session.Access.CanMoveInto(queue) || queue == Ticket.Queue).OrderBy(Session.PathOf, StringComparer.CurrentCultureIgnoreCase);

    private string At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Session.Zone).ToString("g", Texts.Culture);

    private async Task SetStatusAsync(ChangeEventArgs change)
    {
        if (change.Value is string status && status != Ticket.Status)
        {
            await State.ChangeAsync(command => command with { Status = status });
        }
    }

    private async Task SetResponsibleAsync(ChangeEventArgs change)
    {
        AgentId? chosen = AgentId.TryParse(change.Value as string, out var agent) ? agent : null;
        await State.ChangeAsync(command => command with { Responsible = new Patch<AgentId?>(true, chosen) });
    }

    private async Task SetAssigneeAsync(ChangeEventArgs change)
    {
        AgentId? chosen = AgentId.TryParse(change.Value as string, out var agent) ? agent : null;
        await State.ChangeAsync(command => command with { Assignee = new Patch<AgentId?>(true, chosen) });
    }

    private async Task TakeAsync() =>
        await State.ChangeAsync(command => command with { Assignee = new Patch<AgentId?>(true, Session.Access.Agent) });

    /// <summary>Moving asks for a note to the team that gets the ticket; both are one change.</summary>
    private void ChooseQueue(ChangeEventArgs change) =>
        (_target, _moveNote) = (QueueId.TryParse(change.Value as string, out var queue) && queue != Ticket.Queue ? queue : null, "");

    private async Task MoveAsync()
    {
        var (target, note) = (_target, _moveNote);
        _target = null;
        await State.ChangeAsync(command => command with { Queue = new Patch<QueueId?>(true, target), Note = note });
    }

    private async Task SetPriorityAsync(ChangeEventArgs change)
    {
        if (Enum.TryParse<Priority>(change.Value as string, out var priority))
        {
            await State.ChangeAsync(command => command with { Priority = new Patch<Priority?>(true, priority) });
        }
    }

    private Priority? Proposed => Session.Directory.Matrix.Propose(Ticket.Urgency, Ticket.Impact);

    private IEnumerable<FieldDefinition> CustomFields => FieldRules.Of(Session.Directory.Fields, FieldScope.Ticket, Ticket.Queue)
        .Where(defined => FieldRules.Applies(defined, Ticket.CustomFields));

    private JsonElement? ValueOf(FieldDefinition field) => Ticket.CustomFields.TryGetValue(field.Name, out var value) ? value : null;

    private async Task SetFieldAsync(FieldDefinition field, JsonElement value) => await State.ChangeAsync(command => command with
    {
        Fields = new Dictionary<string, JsonElement> { [field.Name] = value },
    });

    private async Task TakeProposalAsync(Priority proposed) =>
        await State.ChangeAsync(command => command with { Priority = new Patch<Priority?>(true, proposed) });

    private async Task SetUrgencyAsync(ChangeEventArgs change) =>
        await State.ChangeAsync(command => command with { Urgency = new Patch<Grade?>(true, GradeOf(change)) });

    private async Task SetImpactAsync(ChangeEventArgs change) =>
        await State.ChangeAsync(command => command with { Impact = new Patch<Grade?>(true, GradeOf(change)) });

    private static Grade? GradeOf(ChangeEventArgs change) => Enum.TryParse<Grade>(change.Value as string, out var grade) ? grade : null;

    private async Task RemoveTagAsync(string tag) => await State.ChangeAsync(command => command with
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
