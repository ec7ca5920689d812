using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>What becomes of a customer's message to a known ticket (contract: "by the queue's policy").</summary>
public abstract record FollowUp
{
    private FollowUp()
    {
    }

    /// <summary>It goes into the ticket.</summary>
    /// <param name="Reopens">Whether a closed ticket opens by it.</param>
    public sealed record Append(bool Reopens) : FollowUp;

    /// <summary>It begins a new ticket, linked to the closed one.</summary>
    public sealed record NewTicket : FollowUp;

    /// <summary>The ticket continues in another one: ask again with that.</summary>
    public sealed record Elsewhere(TicketId Into) : FollowUp;

    /// <summary>Decides by the ticket's state and its queue's settings.</summary>
    public static FollowUp Of(Ticket ticket, QueueSettings queue, DateTimeOffset now)
    {
        if (ticket.MergedInto is { } target)
        {
            return new Elsewhere(target);
        }
        if (!ticket.IsClosed)
        {
            return new Append(Reopens: true);
        }
        return queue.FollowUp switch
        {
            null or FollowUpPolicy.Reopen => new Append(Reopens: true),
            FollowUpPolicy.KeepClosed => new Append(Reopens: false),
            FollowUpPolicy.NewTicket => new NewTicket(),
            FollowUpPolicy.NewTicketAfterDays => now - (ticket.ClosedAt ?? ticket.UpdatedAt) < TimeSpan.FromDays(queue.FollowUpDays ?? 0)
                ? new Append(Reopens: true)
                : new NewTicket(),
            _ => throw new ArgumentOutOfRangeException(nameof(queue)),
        };
    }
}
