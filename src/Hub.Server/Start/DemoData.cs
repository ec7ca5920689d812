using Hub.Core.Agents;
using Hub.Core.Automation;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Core.Tickets;
using Hub.Server.Composition;

namespace Hub.Server.Start;

/// <summary>Sample data of a new installation: enough to see every pane of the console at work.</summary>
public sealed class DemoData(
    CreateQueue queues, CreateInbox inboxes, CreateAgent agents, CreateCannedResponse canned, CreateTicket tickets, ReplyToTicket replies, AddNote notes,
    ChangeTicket changes, HubDirectory directory, HubSettings settings)
{
    private const string Password = "hub-demo-2026";
    private static readonly string[] LocalNames = ["127.0.0.1", "localhost"];

    public async Task FillAsync(AgentAccess administrator, CancellationToken ct)
    {
        var billing = Made(await queues.HandleAsync(new QueueDraft { Name = "Billing" }, administrator, ct));
        var returns = Made(await queues.HandleAsync(new QueueDraft { Name = "Returns", Parent = billing.Id }, administrator, ct));
        Made(await inboxes.HandleAsync(DemoTexts.ChatInbox(Origins()), administrator, ct));
        var mail = Made(await inboxes.HandleAsync(DemoTexts.MailInbox, administrator, ct));
        var team = new List<AgentAccess>();
        foreach (var (name, email, language) in DemoTexts.Agents)
        {
            var agent = Made(await agents.HandleAsync(new AgentDraft { Name = name, Email = email, Language = language }, Password, administrator, ct));
            team.Add(AgentAccess.Of(agent, directory.Current));
        }
        foreach (var (shortcut, title, text) in DemoTexts.CannedResponses)
        {
            Made(await canned.HandleAsync(new CannedResponseDraft { Shortcut = shortcut, Title = title, Text = text }, administrator, ct));
        }
        QueueId?[] places = [null, billing.Id, returns.Id];
        foreach (var (thread, index) in DemoTexts.Threads.Select(static (thread, index) => (thread, index)))
        {
            await FillAsync(thread, team[index % team.Count], thread.ByMail ? mail.Id : null, places[thread.Place], ct);
        }
    }

    /// <summary>The demo page may be opened by either name of this machine.</summary>
    private List<string> Origins() => [.. settings.Addresses
        .SelectMany(static address => LocalNames.Select(host => $"{address.Scheme}://{host}:{address.Port}"))
        .Concat(settings.PublicUrl is { } url ? [url.GetLeftPart(UriPartial.Authority)] : [])
        .Distinct(StringComparer.Ordinal)];

    private async Task FillAsync(DemoThread thread, AgentAccess agent, InboxId? mail, QueueId? queue, CancellationToken ct)
    {
        var first = new FirstMessage(MessageKind.Public, thread.Question)
        {
            Inbox = mail,
            Channel = mail is null ? ChannelKind.Phone : null,
            Direction = Direction.In,
        };
        var command = new CreateTicketCommand(new TicketContact(null, thread.Name, thread.Email, null), first)
        {
            Subject = thread.Subject,
            Queue = queue,
            Priority = thread.Priority,
            Tags = thread.Tags,
        };
        if (await tickets.HandleAsync(command, agent, ct) is not CreateTicketOutcome.Created { Ticket: var ticket })
        {
            throw new InvalidOperationException($"The sample ticket '{thread.Subject}' cannot be made.");
        }
        if (thread.Note is { } note)
        {
            await notes.HandleAsync(new NoteCommand(ticket.Id, note), agent, ct);
        }
        if (thread.Answer is { } answer)
        {
            // Logged only: the sample mailbox has no server that could send it.
            await replies.HandleAsync(new ReplyCommand(ticket.Id, answer, ticket.LastSeq), agent, ct);
        }
        if (thread.Status is { } status)
        {
            await changes.HandleAsync(new ChangeCommand(ticket.Id) { Status = status }, agent, ct);
        }
    }

    private static T Made<T>(SettingOutcome<T> outcome) => outcome is SettingOutcome<T>.Done done
        ? done.Value
        : throw new InvalidOperationException($"Sample data cannot be made: {outcome}");
}
