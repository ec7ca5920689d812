using System.Text.Json;
using Hub.Core.AutomaticMails;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Agent.Blazor.State;

/// <summary>The recipients of the reply that is being written: those proposed, until its writer chooses others. What is shown is what
/// the mail goes out to.</summary>
public sealed class ComposerRecipients(
    ReplyLines lines, UndeliverableAddresses undeliverable, FindContacts contacts, TicketThread thread, ConsoleSession session) : ObservableState
{
    private const int MostSuggestions = 8;
    private readonly HashSet<string> _returned = [];
    private ReplyFacts? _facts;
    private ReplyRecipients _toAll = new([], [], []);
    private ReplyRecipients _toSender = new([], [], []);
    private object? _readFor;
    private MailRecipients? _chosen;
    private HashSet<string>? _begunWith;
    private bool _isTouched;

    /// <summary>Whether the reply is a mail.</summary>
    public bool IsMail => _facts is not null;

    /// <summary>Whether the fields are shown; they close when the reply was sent.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>As the mail would go out now.</summary>
    public MailRecipients Shown => _chosen ?? Proposed(session.Agent.ReplyScope);

    /// <summary>As chosen; null while they are those proposed.</summary>
    public MailRecipients? Chosen => _chosen;

    /// <summary>What the browser keeps of them beside the text; null while they are those proposed.</summary>
    public string? Kept => _chosen is null ? null : JsonSerializer.Serialize(_chosen, HubJson.Options);

    /// <summary>Who the mail will be from.</summary>
    public Mailbox? Sender => _facts is { Account: { Email: { } email } account } && thread.Ticket is { } ticket && session.Directory.SettingsOf(ticket.Queue) is var queue
        ? new Mailbox(queue.SenderName ?? email.SenderName ?? account.Name, queue.Address ?? email.Address)
        : null;

    /// <summary>Whether answering everybody differs from answering the sender.</summary>
    public bool HasScopes => !KeysOf(Proposed(ReplyScope.All)).SetEquals(KeysOf(Proposed(ReplyScope.Sender)));

    /// <summary>Whom the recipients shown come to; null for a choice between the two.</summary>
    public ReplyScope? Scope
    {
        get
        {
            var shown = KeysOf(Shown);
            var sender = KeysOf(Proposed(ReplyScope.Sender));
            var others = KeysOf(Proposed(ReplyScope.All)).Except(sender).ToList();
            return !sender.IsSubsetOf(shown) ? null
                : others.TrueForAll(shown.Contains) ? ReplyScope.All
                : others.Exists(shown.Contains) ? null
                : ReplyScope.Sender;
        }
    }

    /// <summary>Who would be proposed, but mail to them came back, and who was not added by hand.</summary>
    public IReadOnlyList<Mailbox> LeftOut =>
        [.. (session.Agent.ReplyScope == ReplyScope.All ? _toAll : _toSender).LeftOut.Where(box => Shown.All.All(shown => shown.Key != box.Key))];

    /// <summary>The ticket's customer, if the mail goes past it; null when it does not, or no address is known.</summary>
    public Mailbox? MissingCustomer
    {
        get
        {
            if (thread.Ticket is not { } ticket || ticket.Participants.FirstOrDefault(static part => part.Role == ParticipantRole.Requester) is not { } asked)
            {
                return null;
            }
            var customer = new Mailbox(asked.Name ?? ticket.ContactName, asked.Address);
            // A line that nobody was in copy of is the customer's, by another address.
            var copies = ticket.Participants.Where(static part => part.Role == ParticipantRole.Copy).Select(static part => Mailbox.KeyOf(part.Address)).ToHashSet();
            var own = ticket.Conversations.Select(static line => Mailbox.KeyOf(line.Address)).Where(key => !copies.Contains(key)).Append(customer.Key).ToHashSet();
            return Shown.To.Concat(Shown.Cc).Concat(LeftOut).Any(box => own.Contains(box.Key)) ? null : customer;
        }
    }

    /// <summary>Who has come to take part since the reply was begun.</summary>
    public IReadOnlyList<Mailbox> Newcomers => _begunWith is { } before ? [.. Proposed(ReplyScope.All).All.Where(box => !before.Contains(box.Key))] : [];

    /// <summary>Begins with what a draft kept.</summary>
    public Task StartAsync(MailRecipients? kept)
    {
        _chosen = kept;
        return RefreshAsync();
    }

    /// <summary>Reads anew what is proposed, when something came into the ticket that it rests on.</summary>
    public async Task RefreshAsync()
    {
        if (thread.Ticket is not { } ticket)
        {
            return;
        }
        var state = (ticket.LastPublicSeq, ticket.Participants.Count, ticket.Conversations.Count, ticket.Members.Count);
        if (state.Equals(_readFor))
        {
            return;
        }
        _readFor = state;
        try
        {
            var facts = await lines.ReadAsync(ticket, new ReplyCommand(ticket.Id, "", 0), session.Access.Agent, session.Ended);
            var chosen = await undeliverable.AmongAsync([.. (_chosen ?? MailRecipients.None).All.Select(static box => box.Address)], session.Ended);
            if (state.Equals(_readFor))
            {
                _facts = facts;
                (_toAll, _toSender) = facts is null ? (_toAll, _toSender) : (ReplyRecipients.Of(facts, ReplyScope.All), ReplyRecipients.Of(facts, ReplyScope.Sender));
                _returned.UnionWith((facts?.Undeliverable ?? new HashSet<string>()).Concat(chosen));
                Notify();
            }
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // What is shown stays as it was, and is what goes out.
            _readFor = null;
        }
    }

    /// <summary>The browser kept a choice that this console does not know of.</summary>
    /// <param name="kept">See <see cref="Kept"/>; empty for those proposed, null for nothing known.</param>
    public void Restore(string? kept)
    {
        if (_isTouched || kept is null)
        {
            return;
        }
        _isTouched = true;
        try
        {
            _chosen = kept.Length == 0 ? null : JsonSerializer.Deserialize<MailRecipients>(kept, HubJson.Options);
        }
        catch (JsonException)
        {
            // A browser's memory can be written by anybody who sits at it: then it is as if it had kept nothing.
            _chosen = null;
        }
        Notify();
    }

    /// <summary>A reply is begun: from now on it is told who joins.</summary>
    public void Begin() => _begunWith ??= KeysOf(Proposed(ReplyScope.All));

    /// <summary>Its writer has seen who joined.</summary>
    public void Acknowledge() => _begunWith = KeysOf(Proposed(ReplyScope.All));

    /// <summary>The reply was sent, or given up.</summary>
    public void Reset()
    {
        (_chosen, _begunWith, _isTouched, IsOpen) = (null, null, true, false);
        Notify();
    }

    /// <summary>Shows the fields, or hides them.</summary>
    public void Toggle()
    {
        IsOpen = !IsOpen;
        Notify();
    }

    /// <summary>Answers everybody, or the sender alone. Whoever was added by hand stays.</summary>
    public void Choose(ReplyScope scope)
    {
        var all = KeysOf(Proposed(ReplyScope.All));
        List<Mailbox> Added(IReadOnlyList<Mailbox> boxes) => [.. boxes.Where(box => !all.Contains(box.Key))];
        var proposed = Proposed(scope);
        Take(new MailRecipients([.. proposed.To, .. Added(Shown.To)], [.. proposed.Cc, .. Added(Shown.Cc)], Shown.Bcc));
    }

    /// <summary>Adds what was typed or pasted to a field; answers what was added.</summary>
    public async Task<IReadOnlyList<Mailbox>> AddAsync(string field, string typed)
    {
        var names = Known().Where(static box => box.Name is not null).DistinctBy(static box => box.Key).ToDictionary(static box => box.Key, static box => box.Name);
        List<Mailbox> boxes = [.. MailboxText.Read(typed).Select(box => box with { Name = box.Name ?? names.GetValueOrDefault(box.Key) })];
        try
        {
            _returned.UnionWith(await undeliverable.AmongAsync([.. boxes.Select(static box => box.Address)], session.Ended));
        }
        catch (StoreUnavailableException)
        {
            // Without its memory of bounces the address is taken unmarked.
        }
        Change(field, list => [.. list, .. boxes]);
        return boxes;
    }

    /// <summary>Takes somebody out of a field.</summary>
    public void Remove(string field, Mailbox box) => Change(field, list => [.. list.Where(one => one.Key != box.Key)]);

    /// <summary>Who fits what is typed: first those of this ticket, then contacts.</summary>
    public async Task<IReadOnlyList<Mailbox>> SuggestAsync(string typed)
    {
        var text = FieldValue.Fold(typed.Trim());
        if (text.Length == 0)
        {
            return [];
        }
        var shown = KeysOf(Shown);
        var found = Known().Where(box => box.Key.Contains(text, StringComparison.Ordinal) || FieldValue.Fold(box.Name ?? "").Contains(text, StringComparison.Ordinal)).ToList();
        try
        {
            var page = await contacts.HandleAsync(typed, Contact.Fields.Name, isDescending: false, new PageRequest(MostSuggestions), session.Ended);
            found.AddRange(page.Items.SelectMany(static contact => contact.Identities.Where(static identity => identity.Kind == IdentityKind.Email)
                .Select(identity => new Mailbox(contact.Name == identity.Value ? null : contact.Name, identity.Value))));
        }
        catch (StoreUnavailableException)
        {
            // Those of the ticket are at hand without the store.
        }
        return [.. found.DistinctBy(static box => box.Key)
            .Where(box => !shown.Contains(box.Key) && MailRecipients.IsAddress(box.Address) && !OwnAddresses.Contains(session.Directory, box.Address)).Take(MostSuggestions)];
    }

    /// <summary>What stands out about a recipient.</summary>
    public RecipientMark MarkOf(Mailbox box) =>
        !MailRecipients.IsAddress(box.Address) ? RecipientMark.NoAddress
        : OwnAddresses.Contains(session.Directory, box.Address) ? RecipientMark.Own
        : _returned.Contains(box.Key) ? RecipientMark.Undeliverable
        : Known().Any(known => known.Key == box.Key) ? RecipientMark.None
        : RecipientMark.Outside;

    private void Change(string field, Func<IReadOnlyList<Mailbox>, IReadOnlyList<Mailbox>> change) => Take(field switch
    {
        "to" => Shown with { To = change(Shown.To) },
        "cc" => Shown with { Cc = change(Shown.Cc) },
        "bcc" => Shown with { Bcc = change(Shown.Bcc) },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "There is no such field."),
    });

    private void Take(MailRecipients recipients)
    {
        var folded = recipients.Fold();
        var proposed = Proposed(session.Agent.ReplyScope);
        _isTouched = true;
        _chosen = folded.Bcc.Count == 0 && Same(folded.To, proposed.To) && Same(folded.Cc, proposed.Cc) ? null : folded;
        Notify();
    }

    private MailRecipients Proposed(ReplyScope scope)
    {
        var proposed = scope == ReplyScope.All ? _toAll : _toSender;
        return new MailRecipients(proposed.To, proposed.Cc, []);
    }

    private IEnumerable<Mailbox> Known()
    {
        var taking = thread.Ticket is { } ticket
            ? ticket.Participants.Select(static part => new Mailbox(part.Name, part.Address))
                .Concat(ticket.Conversations.Where(static line => line.Channel == Core.Inboxes.ChannelKind.Email).Select(static line => new Mailbox(line.Name, line.Address)))
            : [];
        return Proposed(ReplyScope.All).All.Concat(taking);
    }

    private static bool Same(IReadOnlyList<Mailbox> left, IReadOnlyList<Mailbox> right) =>
        left.Count == right.Count && KeysOf(new MailRecipients(left, [], [])).SetEquals(right.Select(static box => box.Key));

    private static HashSet<string> KeysOf(MailRecipients recipients) => [.. recipients.All.Select(static box => box.Key)];
}
