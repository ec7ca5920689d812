namespace Hub.Core.Tickets;

/// <summary>Pure part of merging: the source becomes a pointer, the target takes over who takes part.</summary>
internal static class MergeRules
{
    /// <summary>Why the two cannot be merged, or null.</summary>
    public static TicketOutcome? Refuse(Ticket source, Ticket target)
    {
        if (source.MergedInto is { } into)
        {
            return new TicketOutcome.AlreadyMerged(into);
        }
        if (source.Id == target.Id)
        {
            return new TicketOutcome.Invalid("into", "A ticket cannot be merged into itself.");
        }
        if (target.MergedInto is { } elsewhere)
        {
            return new TicketOutcome.AlreadyMerged(elsewhere);
        }
        if (target.Links.Count + NewLinks(source, target).Count > Ticket.MostLinks)
        {
            return new TicketOutcome.Refused("too-many-links", $"A ticket has at most {Ticket.MostLinks} links.");
        }
        return source.Members.Count + target.Members.Count + 1 > Ticket.MostMembers
            ? new TicketOutcome.Refused("too-many-merged", $"At most {Ticket.MostMembers} tickets continue in one.")
            : null;
    }

    public static void Merge(TicketEdit source, TicketEdit target, Actor by)
    {
        var (from, into) = (source.Before, target.Before);
        var trace = new MergeTrace(source.Now, from.Status, from.State)
        {
            PendingUntil = from.PendingUntil,
            ClosedAt = from.ClosedAt,
            WaitingSince = from.WaitingSince,
            Participants = [.. from.Participants.OrderBy(static p => p.Role).Select(static p => p.Address)
                .Except(into.Participants.Select(static p => p.Address)).Take(TicketRules.MostParticipants - into.Participants.Count)],
            Lines = [.. from.Conversations.Select(KeyOf).Except(into.Conversations.Select(KeyOf))],
            Links = NewLinks(from, into),
            Watchers = [.. from.Watchers.Except(into.Watchers).Take(Ticket.MostWatchers - into.Watchers.Count)],
        };
        if ((from.IsActive && into.IsClosed) || (from.WaitingSince is not null && into.State == TicketState.Pending))
        {
            TicketRules.SetStatus(target, TicketStatuses.Of(TicketState.Open), TicketState.Open, null, by, "merge");
        }
        target.Set(ticket => ticket with
        {
            Participants = [.. ticket.Participants, .. from.Participants.Where(p => trace.Participants.Contains(p.Address))],
            Conversations = [.. ticket.Conversations.Concat(from.Conversations.Where(line => trace.Lines.Contains(KeyOf(line))))
                .OrderBy(static line => line.LastMessageAt).TakeLast(TicketRules.MostConversations)],
            Links = [.. ticket.Links, .. trace.Links],
            Watchers = [.. ticket.Watchers, .. trace.Watchers],
            Channels = [.. ticket.Channels.Union(from.Channels)],
            Members = [.. ticket.Members, new MergedMember(from.Id, from.Number, source.Now), .. from.Members],
            WaitingSince = Earlier(ticket.WaitingSince, from.WaitingSince),
            LastActivityAt = from.LastActivityAt > ticket.LastActivityAt ? from.LastActivityAt : ticket.LastActivityAt,
            Preview = from.LastActivityAt > ticket.LastActivityAt ? from.Preview : ticket.Preview,
        });
        target.Record("merged", null, from.Number, by);
        source.Set(ticket => ticket with
        {
            Status = TicketStatuses.Of(TicketState.Merged),
            State = TicketState.Merged,
            MergedInto = into.Id,
            Merge = trace,
            Lock = null,
            PendingUntil = null,
            ClosedAt = null,
            WaitingSince = null,
            Shelf = null,
            ShelvedFrom = null,
        });
        source.Record("mergedInto", null, into.Number, by);
    }

    /// <summary>Separates the two again. Entries stay where they were written; who wrote or was written to since stays at the target.</summary>
    /// <param name="source">The merged ticket.</param>
    /// <param name="target">Where it continues.</param>
    /// <param name="by">Who.</param>
    /// <param name="mayClose">Whether the source may be closed again if it was before.</param>
    public static void Unmerge(TicketEdit source, TicketEdit target, Actor by, bool mayClose)
    {
        var trace = source.Before.Merge!;
        var gone = source.Before.Members.Select(static member => member.Ticket).Append(source.Before.Id).ToHashSet();
        var used = target.Before.Conversations.Where(line => line.LastMessageAt > trace.At).ToList();
        target.Set(ticket => ticket with
        {
            Conversations = [.. ticket.Conversations.Where(line => used.Contains(line) || !trace.Lines.Contains(KeyOf(line)))],
            Participants = [.. ticket.Participants.Where(p => !trace.Participants.Contains(p.Address) || used.Exists(line => line.Address == p.Address))],
            Links = [.. ticket.Links.Except(trace.Links)],
            Watchers = [.. ticket.Watchers.Except(trace.Watchers)],
            Members = [.. ticket.Members.Where(member => !gone.Contains(member.Ticket))],
        });
        target.Record("merged", source.Before.Number, null, by, "undo");
        var closes = trace.State == TicketState.Closed && mayClose;
        source.Set(ticket => ticket with
        {
            State = closes || trace.State != TicketState.Closed ? trace.State : TicketState.Open,
            Status = closes || trace.State != TicketState.Closed ? trace.Status : TicketStatuses.Of(TicketState.Open),
            MergedInto = null,
            Merge = null,
            // What was unlinked at the target since stays unlinked.
            Links = [.. ticket.Links.Where(link => !trace.Links.Contains(link) || target.Before.Links.Contains(link))],
            PendingUntil = trace.PendingUntil,
            ClosedAt = closes ? trace.ClosedAt ?? source.Now : null,
            WaitingSince = trace.WaitingSince,
        });
        source.Record("mergedInto", target.Before.Number, null, by, "undo");
    }

    private static List<TicketLink> NewLinks(Ticket source, Ticket target) =>
        [.. source.Links.Except(target.Links).Where(link => link.Ticket != target.Id)];

    private static string KeyOf(Conversation line) => $"{line.Inbox.Value} {line.Address}";

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right is null ? left ?? right : left < right ? left : right;
}
