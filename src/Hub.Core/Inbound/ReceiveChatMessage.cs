using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Takes a visitor's message: the first one makes contact and ticket, later ones append. One commit each.</summary>
/// <remarks>The path every chat message takes: with visitor and header known, nothing is read before the commit; the commit itself
/// proves that both were still right.</remarks>
public sealed class ReceiveChatMessage(ThreadWriter writer, IHubStore store, OpenChatTicket opener, HubDirectory directory)
{
    private const int MostTries = 20;

    /// <summary>Handles a message of a visitor as last seen.</summary>
    public async ValueTask<ChatOutcome> HandleAsync(ChatMessage message, Visitor visitor, CancellationToken ct)
    {
        if (ChatRules.Refuse(message) is { } refusal)
        {
            return refusal;
        }
        for (var tries = 0; tries < MostTries; tries++)
        {
            var step = visitor.Line is { } line
                ? await AppendAsync(message, visitor, line, ct)
                : await opener.TryAsync(message, visitor, follows: null, ct);
            if (step is not null)
            {
                return step;
            }
            // Another tab or node was first; what it stored decides.
            if (await store.FindAsync(visitor.Id, ct) is not { } current)
            {
                return new ChatOutcome.Gone();
            }
            visitor = current;
        }
        throw new StoreUnavailableException($"Visitor {visitor.Id} changed {MostTries} times while a message was taken.");
    }

    private async ValueTask<ChatOutcome?> AppendAsync(ChatMessage message, Visitor visitor, VisitorLine line, CancellationToken ct)
    {
        var files = await UploadedFiles.FindAsync(store, message.Attachments, visitor.Id.Value, line.Ticket, ct);
        if (files is null || files.Any(file => file.Owner != visitor.Id.Value))
        {
            return new ChatOutcome.Invalid("attachments", "A file is not there, or not yours.");
        }
        if (visitor.Lines.Count > 1 && await FindEarlierAsync(message, visitor, ct) is { } earlier)
        {
            return earlier;
        }
        var step = await writer.ChangeAsync<Step>(line.Ticket, (ticket, now) =>
            ValueTask.FromResult(FollowUp.Of(ticket, directory.Current.SettingsOf(ticket.Queue), now) is FollowUp.Append append
                ? Append(message, visitor, line, ticket, files, append.Reopens, now, ct)
                : new Decision<Step>(new Step(null, ticket))), new Step(new ChatOutcome.Gone(), null), ct);
        if (step.Redirect is not { } left)
        {
            return step.Outcome;
        }
        return await store.ResolveAsync(KeyIn(left.Id, message, visitor), ct) is { } known
            ? await RepeatAsync(known, visitor, ct)
            : await MoveOnAsync(message, visitor, left, ct);
    }

    private Decision<Step> Append(ChatMessage message, Visitor visitor, VisitorLine line, Ticket ticket,
        IReadOnlyList<Attachment> files, bool reopens, DateTimeOffset now, CancellationToken ct)
    {
        var edit = new TicketEdit(ticket, now);
        var author = ChatRules.AuthorOf(visitor, visitor.Contact ?? ticket.Contact, ticket.ContactName);
        var entry = TicketRules.Receive(
            edit, ChatRules.ToEntry(message, visitor, author, files, now), ChatRules.LineOf(visitor, author.Name, now), reopens);
        StandIn.ApplyWhenOpened(edit, directory.Current);
        var accepted = new ChatOutcome.Accepted(visitor, ticket.Number, line.SeqOf(entry.PublicSeq!.Value), now);
        return new Decision<Step>(new Step(accepted, null), edit)
        {
            Also = files.Count == 0 ? null : changes => UploadedFiles.Bind(changes, files, ticket.Id, isInternal: false),
            OnTaken = async taken => new Step(await RepeatAsync(taken.Holder, visitor, ct), null),
        };
    }

    /// <summary>The visitor's ticket takes no more: a new one begins, or the conversation goes on where it was merged into.</summary>
    private async ValueTask<ChatOutcome?> MoveOnAsync(ChatMessage message, Visitor visitor, Ticket left, CancellationToken ct)
    {
        if (left.MergedInto is null)
        {
            return await opener.TryAsync(message, visitor, follows: left, ct);
        }
        var target = left;
        while (target.MergedInto is { } into)
        {
            if (await store.FindAsync(into, ct) is not { } next)
            {
                return new ChatOutcome.Gone();
            }
            target = next;
        }
        // Before the message is taken there: the visitor must not see what was written in the other thread until now.
        var moved = visitor with
        {
            Lines = [.. visitor.Lines, visitor.Line!.Next(left, target.Id, target.LastPublicSeq, target.LastPublicRev)],
        };
        await store.CommitAsync(new ChangeSet().Replace(visitor, moved).Expect(target), ct);
        return null;
    }

    /// <summary>A repeat of a message that was taken in an earlier ticket of the same visitor.</summary>
    private async ValueTask<ChatOutcome?> FindEarlierAsync(ChatMessage message, Visitor visitor, CancellationToken ct)
    {
        var keys = visitor.Lines.SkipLast(1).Select(line => KeyIn(line.Ticket, message, visitor)).Distinct().ToList();
        var held = await store.ResolveManyAsync(keys, ct);
        return held.Count == 0 ? null : await RepeatAsync(held.Values.First(), visitor, ct);
    }

    private async ValueTask<ChatOutcome> RepeatAsync(DocRef holder, Visitor visitor, CancellationToken ct)
    {
        var entry = await store.FindAsync(new MessageId(holder.Key), ct);
        var ticket = entry is null ? null : await store.FindAsync(entry.Ticket, ct);
        if (ticket is null || visitor.Lines.LastOrDefault(line => line.Ticket == ticket.Id) is not { } line)
        {
            return new ChatOutcome.Gone();
        }
        return new ChatOutcome.Accepted(visitor, ticket.Number, line.SeqOf(entry!.PublicSeq!.Value), entry.CreatedAt);
    }

    private static UniqueKey KeyIn(TicketId ticket, ChatMessage message, Visitor visitor) => Message.ClientKey(
        ticket, new Actor(ActorType.Contact, visitor.Contact?.Value, "", null), message.ClientId);

    /// <param name="Outcome">The answer; null to look again.</param>
    /// <param name="Redirect">The ticket that takes no more, when that is the case.</param>
    private readonly record struct Step(ChatOutcome? Outcome, Ticket? Redirect);
}
