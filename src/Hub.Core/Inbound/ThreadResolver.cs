using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Finds the ticket a message continues, or none. Reads only; forged and malformed signs are ignored, never thrown.</summary>
/// <remarks>Order: token, In-Reply-To and References newest first, subject number (contract: "Where a message is filed"). Our own
/// Message-IDs count only with their MAC; foreign ones only within the inbox they came to. What a person moved to another ticket
/// leads there. Body and files are never searched.</remarks>
public sealed class ThreadResolver(IHubStore store)
{
    private const int MostMerges = 16;
    private const int MostMoves = 16;
    private readonly ThreadReader _threads = new(store);

    /// <summary>The ticket of the strongest sign that leads to one.</summary>
    /// <param name="message">What arrived.</param>
    /// <param name="lookup">Its keys, looked up.</param>
    /// <param name="tokens">Checks our own tokens.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<ThreadMatch> FindAsync(InboundMessage message, InboundLookup lookup, ReplyTokens tokens, CancellationToken ct)
    {
        var match = await ByTokenAsync(message, lookup, tokens, ct)
            ?? await ByReferenceAsync(message, lookup, tokens, ct)
            ?? await BySubjectAsync(message, lookup, ct);
        return match ?? ThreadMatch.None;
    }

    private async ValueTask<ThreadMatch?> ByTokenAsync(InboundMessage message, InboundLookup lookup, ReplyTokens tokens, CancellationToken ct)
    {
        var ids = message.Signs.ReplyTokens.Select(tokens.ReadReplyTag).OfType<TicketId>().ToHashSet();
        var answered = message.Signs.ReplyTokens.Select(tokens.ReadBounceTag).OfType<MessageId>().ToList();
        if (answered.Count > 0)
        {
            ids.UnionWith((await store.FindManyAsync(answered, ct)).Select(static entry => entry.Ticket));
        }
        if (message.Signs.ExternalThread is { } thread && lookup.HolderOf(InboundLookup.ThreadKey(message.Inbox, thread)) is { } holder)
        {
            ids.Add(new TicketId(holder.Key));
        }
        if (ids.Count == 0)
        {
            return null;
        }
        var newest = (await store.FindManyAsync(ids, ct)).MaxBy(static ticket => ticket.CreatedAt);
        return await MatchAsync(SignKind.Token, newest, isNote: false, "It came to the ticket's own reply address.", ct);
    }

    private async ValueTask<ThreadMatch?> ByReferenceAsync(
        InboundMessage message, InboundLookup lookup, ReplyTokens tokens, CancellationToken ct)
    {
        foreach (var reference in message.Signs.References)
        {
            var match = tokens.ReadMessageId(reference) is { } own
                ? await ByOwnAsync(own, ct)
                : lookup.HolderOf(MailFacts.KeyOf(message.Inbox, reference)) is { } holder && await store.FindAsync(new MessageId(holder.Key), ct) is { } entry
                    ? await ByEntryAsync(entry, entry.MessageKind == MessageKind.Note, "It refers to a mail of this ticket.", ct)
                    : null;
            if (match is not null)
            {
                return match;
            }
        }
        return null;
    }

    private async ValueTask<ThreadMatch?> ByOwnAsync(OwnMail own, CancellationToken ct)
    {
        const string Because = "It answers a mail of this ticket.";
        var isNote = own.Role == MailRole.Note;
        return await store.FindAsync(own.Message, ct) is { } entry && entry.Ticket == own.Ticket
            ? await ByEntryAsync(entry, isNote, Because, ct)
            : await MatchAsync(SignKind.Reference, await store.FindAsync(own.Ticket, ct), isNote, Because, ct);
    }

    private async ValueTask<ThreadMatch?> ByEntryAsync(Message entry, bool isNote, string because, CancellationToken ct)
    {
        for (var moves = 0; entry.MovedTo is { } place && moves < MostMoves; moves++)
        {
            if (await store.ResolveAsync(Ticket.NumberKey(place.Ticket), ct) is not { } holder
                || (await _threads.ListAsync(new TicketId(holder.Key), place.Seq - 1, new PageRequest(1), ct)).Items is not [var copy])
            {
                break;
            }
            entry = copy;
            because += moves == 0 ? " It was moved into this one." : "";
        }
        return await MatchAsync(SignKind.Reference, await store.FindAsync(entry.Ticket, ct), isNote, because, ct);
    }

    private async ValueTask<ThreadMatch?> BySubjectAsync(InboundMessage message, InboundLookup lookup, CancellationToken ct) =>
        message.Signs.SubjectNumber is { } number && lookup.HolderOf(Ticket.NumberKey(number)) is { } holder
            ? await MatchAsync(SignKind.SubjectNumber, await store.FindAsync(new TicketId(holder.Key), ct), isNote: false,
                "Its subject carries the ticket's number.", ct)
            : null;

    private async ValueTask<ThreadMatch?> MatchAsync(SignKind sign, Ticket? ticket, bool isNote, string because, CancellationToken ct)
    {
        for (var merges = 0; ticket?.MergedInto is { } target && merges < MostMerges; merges++)
        {
            ticket = await store.FindAsync(target, ct);
            because += merges == 0 ? " It was merged into this one." : "";
        }
        return ticket is null ? null : new ThreadMatch(sign, ticket, isNote, because);
    }
}
