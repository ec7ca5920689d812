using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>What the filing of a message rests on.</summary>
/// <param name="Match">The ticket it continues.</param>
/// <param name="IsParticipant">Whether its sender takes part in that ticket.</param>
/// <param name="IsAutomatic">Whether a machine wrote it.</param>
/// <param name="Queue">Settings of that ticket's queue; not asked when there is no ticket.</param>
/// <param name="Now">The instant of the decision.</param>
public sealed record FilingFacts(ThreadMatch Match, bool IsParticipant, bool IsAutomatic, QueueSettings Queue, DateTimeOffset Now)
{
    /// <summary>The colleague who wrote it to the customer from a mail program; null when it came from outside.</summary>
    public Agent? WrittenBy { get; init; }
}

/// <summary>The contract's table "Where a message is filed", as pure functions.</summary>
public static class FilingRules
{
    /// <summary>Decides by sign, sender and state of the ticket.</summary>
    public static FilingPlan Decide(FilingFacts facts)
    {
        var (match, isParticipant, isAutomatic, _, _) = facts;
        if (match.Ticket is not { } ticket)
        {
            return isAutomatic
                ? new FilingPlan.Suppress("A machine wrote it and it belongs to no ticket.")
                : new FilingPlan.Create(match.Because);
        }
        if (match.IsNote || isAutomatic)
        {
            return new FilingPlan.Append(match.Because, ticket) { IsNote = match.IsNote, IsAutomatic = isAutomatic, IsOtherSender = !isParticipant };
        }
        if (facts.WrittenBy is { } colleague && match.Sign != SignKind.SubjectNumber)
        {
            return new FilingPlan.Append(match.Because, ticket) { WrittenBy = colleague };
        }
        if (!isParticipant)
        {
            return match.Sign == SignKind.SubjectNumber
                ? new FilingPlan.Create("Its subject carries the number of a ticket in which its sender takes no part.", LinkType.ClaimsToBelongTo, ticket)
                : new FilingPlan.Append(match.Because, ticket) { IsOtherSender = true };
        }
        return ticket.IsClosed ? FollowUp(facts, ticket) : new FilingPlan.Append(match.Because, ticket);
    }

    /// <summary>Whether a sender takes part: asked, was in copy, is a line of the ticket, or is one of us writing as a customer.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="contact">The sender as a known contact; null for a stranger.</param>
    /// <param name="address">Folded; null when unknown.</param>
    /// <param name="directory">Our agents.</param>
    public static bool TakesPart(Ticket ticket, ContactId? contact, string? address, DirectorySnapshot directory) =>
        (contact is { } known && known == ticket.Contact)
        || (address is not null && (
            ticket.Participants.Any(part => part.Address == address)
            || ticket.Conversations.Any(line => FieldValue.Fold(line.Address) == address)
            || directory.Agents.Values.Any(agent => agent.IsActive && FieldValue.Fold(agent.Email) == address)));

    /// <summary>The agent who answers the customer from a mail program with us in copy, if it may answer the ticket; null for all else,
    /// also for one of us who asked as a customer. A sender's address proves nothing: where a border checks it, it must have passed.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="contact">The sender as a known contact; null for a stranger.</param>
    /// <param name="message">The mail.</param>
    /// <param name="hasBorder">Whether the inbox has a border that checks senders.</param>
    /// <param name="directory">Our agents.</param>
    public static Agent? ColleagueOf(Ticket ticket, ContactId? contact, InboundMessage message, bool hasBorder, DirectorySnapshot directory)
    {
        if (message.Mail is null || message.Trust == SenderTrust.Failed || (hasBorder && message.Trust != SenderTrust.Verified) || message.FromAddress is not { } from || contact == ticket.Contact)
        {
            return null;
        }
        var sender = FieldValue.Fold(from);
        var agent = directory.Agents.Values.FirstOrDefault(agent => agent.IsActive && FieldValue.Fold(agent.Email) == sender);
        return agent is not null
            && !ticket.Participants.Any(part => part.Role == ParticipantRole.Requester && part.Address == sender)
            && AgentAccess.Of(agent, directory).May(Right.Reply, ticket)
            && message.To.Concat(message.Cc).Select(static to => FieldValue.Fold(to.Address)).Any(to => to != sender
                && (ticket.Participants.Any(part => part.Address == to) || ticket.Conversations.Any(line => FieldValue.Fold(line.Address) == to)))
            ? agent
            : null;
    }

    private static FilingPlan FollowUp(FilingFacts facts, Ticket ticket)
    {
        var policy = facts.Queue.FollowUp ?? FollowUpPolicy.Reopen;
        var isOld = ticket.ClosedAt is { } closedAt && facts.Now - closedAt >= TimeSpan.FromDays(facts.Queue.FollowUpDays ?? 0);
        return policy switch
        {
            FollowUpPolicy.NewTicket => New("Its ticket is closed."),
            FollowUpPolicy.NewTicketAfterDays when isOld => New("Its ticket was closed too long ago."),
            FollowUpPolicy.KeepClosed => new FilingPlan.Append(facts.Match.Because, ticket) { TellsClosed = true },
            FollowUpPolicy.Reopen or FollowUpPolicy.NewTicketAfterDays => new FilingPlan.Append(facts.Match.Because, ticket) { Reopens = true },
            _ => throw new ArgumentOutOfRangeException(nameof(facts), policy, "There is no such policy."),
        };

        FilingPlan New(string because) => new FilingPlan.Create($"{facts.Match.Because} {because}", LinkType.FollowUpOf, ticket);
    }
}
