using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Pages;

/// <summary>Makes a ticket by hand: a call, a mail to somebody, an internal matter, a letter, a visit.</summary>
public partial class NewTicketPage : ComponentBase
{
    private readonly string _clientId = Guid.CreateVersion7().ToString("n");
    private NewTicketKind _kind;
    private string _queue = "";
    private string _inbox = "";
    private string _name = "";
    private string _phone = "";
    private string _email = "";
    private string _subject = "";
    private string _text = "";
    private int _minutes;
    private DateTime? _when;
    private bool _isClosed;
    private bool _isSaving;
    private string? _refusal;

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateTicket Create { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private IEnumerable<QueueId> Queues => Session.Directory.Queues.Keys
        .Where(queue => Session.Access.May(Right.Create, queue)).OrderBy(Session.PathOf, StringComparer.CurrentCultureIgnoreCase);

    private IEnumerable<Inbox> MailInboxes => Session.Directory.Inboxes.Values
        .Where(static inbox => inbox is { Channel: ChannelKind.Email, IsEnabled: true }).OrderBy(static inbox => inbox.Name, StringComparer.CurrentCultureIgnoreCase);

    protected override void OnInitialized()
    {
        _queue = Queues.FirstOrDefault().Value ?? "";
        _inbox = MailInboxes.FirstOrDefault()?.Id.Value ?? "";
    }

    private async Task SaveAsync()
    {
        _isSaving = true;
        try
        {
            switch (await Create.HandleAsync(ToCommand(), Session.Access, Session.Ended))
            {
                case CreateTicketOutcome.Created created:
                    Navigation.NavigateTo($"/console/all/{created.Ticket.Number}");
                    break;
                case CreateTicketOutcome.Invalid invalid:
                    _refusal = invalid.Text;
                    break;
                case CreateTicketOutcome.Forbidden:
                    _refusal = Texts.Shell.Forbidden;
                    break;
            }
        }
        catch (StoreUnavailableException)
        {
            _refusal = Texts.Composer.Unavailable;
        }
        _isSaving = false;
    }

    private CreateTicketCommand ToCommand()
    {
        var channel = _kind switch
        {
            NewTicketKind.Phone => ChannelKind.Phone,
            NewTicketKind.Letter => ChannelKind.Letter,
            NewTicketKind.Visit => ChannelKind.Visit,
            _ => (ChannelKind?)null,
        };
        var message = new FirstMessage(_kind == NewTicketKind.Internal ? MessageKind.Note : MessageKind.Public, _text)
        {
            Direction = _kind == NewTicketKind.Mail ? Direction.Out : Direction.In,
            Channel = channel,
            Inbox = _kind == NewTicketKind.Mail ? new InboxId(_inbox) : null,
            DurationSeconds = _kind == NewTicketKind.Phone && _minutes > 0 ? _minutes * 60 : null,
            OccurredAt = channel is not null && _when is { } when ? new DateTimeOffset(when, Session.Zone.GetUtcOffset(when)).ToUniversalTime() : null,
            ClientId = _clientId,
        };
        return new CreateTicketCommand(new TicketContact(null, OrNull(_name), OrNull(_email), OrNull(_phone)), message)
        {
            Subject = _subject,
            Queue = new QueueId(_queue),
            Status = channel is not null && _isClosed ? TicketStatuses.Of(TicketState.Closed) : null,
            Assignee = Session.Access.Agent,
        };
    }

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
