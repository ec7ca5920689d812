using Hub.Core.AutomaticMails;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>Who asked, and what else they asked; changes of the ticket's fields go through here.</summary>
public sealed class ContextState(
    IHubStore store, ChangeTicket change, FindDuplicates duplicates, UndeliverableAddresses undeliverable, TicketThread thread, ConsoleSession session) : ObservableState, IDisposable
{
    private const int MostOthers = 8;
    private ContactId? _loaded;

    public Contact? Contact { get; private set; }

    /// <summary>The organization the contact belongs to; null for none.</summary>
    public Organization? Organization { get; private set; }

    /// <summary>Those of the contact's addresses that get no automatic mail.</summary>
    public IReadOnlyList<UndeliverableAddress> Undeliverable { get; private set; } = [];

    /// <summary>The widget session, when the contact came by chat.</summary>
    public Visitor? Visitor { get; private set; }

    /// <summary>The contact's other tickets that the agent may see, newest first.</summary>
    public IReadOnlyList<Ticket> Others { get; private set; } = [];

    /// <summary>Open tickets of the contact that may be the same request, the most similar first.</summary>
    public IReadOnlyList<Ticket> Duplicates { get; private set; } = [];

    /// <summary>Why the last change was refused; null when it was not.</summary>
    public string? Refusal { get; private set; }

    public TicketThread Thread => thread;

    public async Task StartAsync()
    {
        thread.Changed += OnThreadChanged;
        await LoadAsync();
    }

    /// <summary>Shows why something was refused; null clears.</summary>
    public void Refuse(string? refusal)
    {
        Refusal = refusal;
        Notify();
    }

    /// <summary>Changes fields of the ticket; a refusal stands in <see cref="Refusal"/>.</summary>
    public async Task<bool> ChangeAsync(Func<ChangeCommand, ChangeCommand> set)
    {
        try
        {
            Refusal = await change.HandleAsync(set(new ChangeCommand(thread.Ticket!.Id)), session.Access, session.Ended) switch
            {
                ChangeOutcome.Changed => null,
                ChangeOutcome.Forbidden forbidden => session.Texts.Rights.Refusals[forbidden.Right],
                ChangeOutcome.Invalid invalid => invalid.Text,
                ChangeOutcome.NotFound => session.Texts.Thread.NotFound,
                ChangeOutcome.Blocked blocked => session.Texts.Ties.Refusal(blocked.Why),
                ChangeOutcome.AlreadyMerged => session.Texts.Composer.Merged,
                ChangeOutcome.VersionConflict => throw new InvalidOperationException("No version was given."),
                var outcome => throw new InvalidOperationException($"Unknown outcome {outcome}."),
            };
        }
        catch (StoreUnavailableException)
        {
            Refusal = session.Texts.Composer.Unavailable;
        }
        Notify();
        return Refusal is null;
    }

    public void Dispose() => thread.Changed -= OnThreadChanged;

    private void OnThreadChanged()
    {
        if (thread.Ticket is { } ticket && ticket.Contact != _loaded)
        {
            _ = LoadAsync();
        }
        Notify();
    }

    private async Task LoadAsync()
    {
        var ticket = thread.Ticket!;
        _loaded = ticket.Contact;
        Contact = await store.FindAsync(ticket.Contact, session.Ended);
        while (Contact?.MergedInto is { } into)
        {
            Contact = await store.FindAsync(into, session.Ended);
        }
        Undeliverable = Contact is null ? [] : await undeliverable.OfAsync(Contact, session.Ended);
        Organization = Contact?.Organization is { } organization ? await store.FindAsync(organization, session.Ended) : null;
        var visitorId = Contact?.Identities.FirstOrDefault(static identity => identity.Kind == IdentityKind.Visitor)?.Value;
        Visitor = DocId<Visitor>.TryParse(visitorId, out var id) ? await store.FindAsync(id, session.Ended) : null;
        var page = await store.ListAsync(
            TicketViews.For(session.Access, Ticket.Fields.Contact.Is(ticket.Contact.Value)), new PageRequest(MostOthers + 1), session.Ended);
        Duplicates = [.. (await duplicates.HandleAsync(ticket, FindDuplicates.Usual, session.Access, session.Ended)).Select(static one => one.Ticket)];
        Others = [.. page.Items.Where(other => other.Id != ticket.Id).Take(MostOthers)];
        Notify();
    }
}
