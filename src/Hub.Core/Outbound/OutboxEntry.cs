namespace Hub.Core.Outbound;

/// <summary>One piece of outgoing work for one consumer, written in the commit that causes it; delivered at least once.</summary>
/// <param name="Id">Version-7 GUID in hex; consumers are idempotent by it.</param>
/// <param name="Consumer">Who does the work: a name of <see cref="OutboxConsumers"/>.</param>
/// <param name="Lane">Entries of one lane and consumer are done one after the other, oldest first.</param>
/// <param name="Payload">JSON the consumer understands.</param>
/// <param name="DueAt">Not before.</param>
/// <param name="TraceParent">W3C trace context of the cause, or null.</param>
public sealed record OutboxEntry(string Id, string Consumer, string Lane, string Payload, DateTimeOffset DueAt, string? TraceParent)
{
    /// <summary>When it was made, as its id says; milliseconds.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(Id[..12], 16));

    /// <summary>A new entry, due at once.</summary>
    public static OutboxEntry Create(string consumer, string lane, string payload, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now).ToString("n"), consumer, lane, payload, now, System.Diagnostics.Activity.Current?.Id);
}

/// <summary>The consumers of the outbox.</summary>
public static class OutboxConsumers
{
    /// <summary>Sends a message through its channel; payload <see cref="DeliverPayload"/>.</summary>
    public const string Deliver = "deliver";

    /// <summary>Tells agents what concerns them; payload <see cref="Notices.NotifyPayload"/>.</summary>
    public const string Notify = "notify";
}

/// <summary>What <see cref="OutboxConsumers.Deliver"/> reads.</summary>
/// <param name="Ticket">Ticket of the message.</param>
/// <param name="Message">The message whose delivery is pending.</param>
public sealed record DeliverPayload(TicketId Ticket, MessageId Message);

/// <summary>Work leased to this process.</summary>
/// <param name="Entry">The work.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="LeaseToken">Proves the lease when settling.</param>
/// <param name="LeasedUntil">Afterwards another process may take it.</param>
public sealed record LeasedEntry(OutboxEntry Entry, int Attempt, string LeaseToken, DateTimeOffset LeasedUntil);

/// <summary>What became of leased work; refused when the lease was lost.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="LeaseToken">The lease it was done under.</param>
public abstract record Settlement(string EntryId, string LeaseToken)
{
    /// <summary>Done; the row goes.</summary>
    public sealed record Done(string EntryId, string LeaseToken) : Settlement(EntryId, LeaseToken);

    /// <summary>Try again; later entries of the lane wait.</summary>
    public sealed record Retry(string EntryId, string LeaseToken, DateTimeOffset At, string Reason) : Settlement(EntryId, LeaseToken);

    /// <summary>Given up; the row stays as failed with its reason and no longer holds up its lane.</summary>
    public sealed record Failed(string EntryId, string LeaseToken, string Reason) : Settlement(EntryId, LeaseToken);
}
