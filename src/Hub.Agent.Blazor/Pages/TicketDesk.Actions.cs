using Hub.Agent.Blazor.State;
using Hub.Core.Agents;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Pages;

/// <summary>What the menu of the open ticket does.</summary>
public partial class TicketDesk
{
    private const int UsualMinutes = 15;
    private readonly HashSet<long> _selected = [];
    private TicketAction? _action;
    private bool _isSelecting;
    private int _minutes = UsualMinutes;

    [Inject]
    public required TicketActions Actions { get; set; }

    private async Task ActAsync(TicketAction action)
    {
        if (Tickets.Current is not { Thread.Ticket: { } ticket, Tools.Context: { } context })
        {
            return;
        }
        switch (action)
        {
            case TicketAction.Watch:
                context.Refuse((await Actions.WatchAsync(ticket, Session.Access.Agent, !ticket.Watchers.Contains(Session.Access.Agent))).Refusal);
                break;
            case TicketAction.Select:
                EndSelection();
                _isSelecting = true;
                break;
            case TicketAction.LaterToday:
                await SnoozeAsync(Session.Now.AddHours(3));
                break;
            case TicketAction.Tomorrow:
                await SnoozeAsync(Nine(1));
                break;
            case TicketAction.NextWeek:
                await SnoozeAsync(Nine(DaysToMonday()));
                break;
            case TicketAction.UntilReply:
                await SnoozeAsync(null);
                break;
            case TicketAction.Archive or TicketAction.Spam or TicketAction.Trash:
                context.Refuse((await Actions.ShelveAsync(ticket, Enum.Parse<Shelf>(action.ToString()))).Refusal);
                break;
            case TicketAction.Print:
                await Script.InvokeVoidAsync("open", $"/console/print/{ticket.Number}", "_blank");
                break;
            default:
                _action = action;
                break;
        }
    }

    private void Select((long Seq, bool IsSelected) entry)
    {
        if (!(entry.IsSelected ? _selected.Add(entry.Seq) : _selected.Remove(entry.Seq)))
        {
            return;
        }
        StateHasChanged();
    }

    private void AskMove(long seq)
    {
        EndSelection();
        _selected.Add(seq);
        _action = TicketAction.Move;
    }

    private void EndSelection()
    {
        _selected.Clear();
        _isSelecting = false;
    }

    private void Measured(int minutes) => (_minutes, _action) = (minutes, TicketAction.Time);

    private void EndAction(string? number)
    {
        (_action, _minutes) = (null, UsualMinutes);
        if (number is null && _isSelecting)
        {
            return;
        }
        EndSelection();
        if (number is not null && number != Number)
        {
            Navigation.NavigateTo(_query.ToAddress(number));
        }
    }

    /// <summary>A reply went out: where to go is the agent's choice.</summary>
    private void OnSent()
    {
        var next = Session.Agent.AfterSend switch
        {
            AfterSend.Next => List.Step(Number, 1) is { } row ? _query.ToAddress(row.Number) : BackHref,
            AfterSend.List => BackHref,
            _ => null,
        };
        if (next is not null)
        {
            Navigation.NavigateTo(next);
        }
    }

    private async Task<string?> SnoozeAsync(DateTimeOffset? until)
    {
        await ChangeAsync(command => command with
        {
            Status = TicketStatuses.Of(TicketState.Pending),
            PendingUntil = new Patch<DateTimeOffset?>(true, until?.ToUniversalTime()),
        });
        return Tickets.Current?.Tools?.Context.Refusal;
    }

    private int DaysToMonday() => ((int)DayOfWeek.Monday - (int)Here.DayOfWeek + 6) % 7 + 1;

    private DateTimeOffset Nine(int days)
    {
        var at = Here.Date.AddDays(days).AddHours(9);
        return new DateTimeOffset(at, Session.Zone.GetUtcOffset(at));
    }

    private DateTimeOffset Here => TimeZoneInfo.ConvertTime(Session.Now, Session.Zone);
}
