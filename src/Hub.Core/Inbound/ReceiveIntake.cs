using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>How receiving ended.</summary>
public abstract record ReceiveOutcome
{
    private ReceiveOutcome()
    {
    }

    /// <summary>Durable; may be acknowledged at its source.</summary>
    public sealed record Received(Intake Intake) : ReceiveOutcome;

    /// <summary>This source position was received before; may be acknowledged as well.</summary>
    /// <param name="Intake">As it was received then; null when it was removed this moment.</param>
    public sealed record FetchedAlready(Intake? Intake) : ReceiveOutcome;

    /// <summary>More bytes than <see cref="IntakeLimits.LargestMessage"/>; nothing was kept.</summary>
    public sealed record TooLarge(long Limit) : ReceiveOutcome;
}

/// <summary>Makes what arrived durable before anybody parses or acknowledges it.</summary>
public sealed class ReceiveIntake(IHubStore store, IBlobStore blobs, TicketFeed feed, IntakeLimits limits, TimeProvider clock)
{
    /// <summary>Stores the bytes and their intake row in one commit.</summary>
    /// <param name="inbox">Where it arrived.</param>
    /// <param name="raw">Read once to its end.</param>
    /// <param name="sourceKey">Position at the source, or null when it has none.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async ValueTask<ReceiveOutcome> HandleAsync(InboxId inbox, Stream raw, string? sourceKey, CancellationToken ct)
    {
        StagedBlob blob;
        try
        {
            blob = await blobs.StageAsync(raw, limits.LargestMessage, ct);
        }
        catch (BlobTooLargeException)
        {
            return new ReceiveOutcome.TooLarge(limits.LargestMessage);
        }
        var now = clock.GetUtcNow();
        return await CommitAsync(blob, new Intake
        {
            Id = DocId<Intake>.New(now),
            Inbox = inbox,
            State = IntakeState.Received,
            RawBlob = blob.Id,
            Size = blob.Size,
            SourceKey = sourceKey,
            ReceivedAt = now,
            // Its receiver hands it on at once; this is for when the receiver dies in between.
            NextAttemptAt = now + limits.RetryPause * 4,
        }, ct);
    }

    /// <summary>Puts something into the tray of which only the headers are kept, because the whole is too large.</summary>
    /// <param name="inbox">Where it arrived.</param>
    /// <param name="headers">What is kept of it.</param>
    /// <param name="size">Its size in bytes at the source.</param>
    /// <param name="sourceKey">Position at the source.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public ValueTask<ReceiveOutcome> HoldOversizeAsync(InboxId inbox, Stream headers, long size, string sourceKey, CancellationToken ct) =>
        HoldAsync(inbox, headers, size, sourceKey, TrayCause.Oversize, $"oversize: {size} bytes, {limits.LargestMessage} are allowed; only the headers were fetched", ct);

    /// <summary>Puts something into the tray that its server does not give, so that what lies behind it can be fetched.</summary>
    /// <param name="inbox">Where it lies.</param>
    /// <param name="size">Its size in bytes, as the server says.</param>
    /// <param name="sourceKey">Position at the source.</param>
    /// <param name="reason">Where it lies and what the server said.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public ValueTask<ReceiveOutcome> HoldUnfetchableAsync(InboxId inbox, long size, string sourceKey, string reason, CancellationToken ct) =>
        HoldAsync(inbox, Stream.Null, size, sourceKey, TrayCause.Unfetchable, reason, ct);

    /// <summary>What was received from these positions before, by source key.</summary>
    /// <param name="inbox">The inbox.</param>
    /// <param name="sourceKeys">At most 1000.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<IReadOnlyDictionary<string, Intake>> FindAsync(InboxId inbox, IEnumerable<string> sourceKeys, CancellationToken ct)
    {
        var holders = await store.ResolveManyAsync([.. sourceKeys.Select(key => Intake.SourceKeyOf(inbox, key)).Distinct()], ct);
        var intakes = holders.Count == 0 ? [] : await store.FindManyAsync<Intake>([.. holders.Values.Select(static holder => new DocId<Intake>(holder.Key))], ct);
        return intakes.Where(static intake => intake.SourceKey is not null).ToDictionary(static intake => intake.SourceKey!);
    }

    private async ValueTask<ReceiveOutcome> HoldAsync(InboxId inbox, Stream kept, long size, string sourceKey, TrayCause cause, string reason, CancellationToken ct)
    {
        var blob = await blobs.StageAsync(kept, limits.LargestMessage, ct);
        var now = clock.GetUtcNow();
        var outcome = await CommitAsync(blob, new Intake
        {
            Id = DocId<Intake>.New(now),
            Inbox = inbox,
            State = IntakeState.Held,
            RawBlob = blob.Id,
            Size = size,
            SourceKey = sourceKey,
            ReceivedAt = now,
            Cause = cause,
            Reason = reason,
        }, ct);
        feed.Publish(new FeedEvent.TrayChanged());
        return outcome;
    }

    private async ValueTask<ReceiveOutcome> CommitAsync(StagedBlob blob, Intake intake, CancellationToken ct) =>
        await store.CommitAsync(new ChangeSet().Keep(blob).Insert(intake), ct) switch
        {
            CommitOutcome.Committed => new ReceiveOutcome.Received(intake with { Version = 1 }),
            CommitOutcome.KeyTaken taken => new ReceiveOutcome.FetchedAlready(await store.FindAsync(new DocId<Intake>(taken.Holder.Key), ct)),
            var other => throw new InvalidOperationException($"An intake could not be stored: {other}."),
        };
}
