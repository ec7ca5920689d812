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
    public sealed record FetchedAlready : ReceiveOutcome;

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
    public async ValueTask<ReceiveOutcome> HoldOversizeAsync(InboxId inbox, Stream headers, long size, string sourceKey, CancellationToken ct)
    {
        var blob = await blobs.StageAsync(headers, limits.LargestMessage, ct);
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
            Cause = TrayCause.Oversize,
            Reason = $"oversize: {size} bytes, {limits.LargestMessage} are allowed; only the headers were fetched",
        }, ct);
        feed.Publish(new FeedEvent.TrayChanged());
        return outcome;
    }

    private async ValueTask<ReceiveOutcome> CommitAsync(StagedBlob blob, Intake intake, CancellationToken ct) =>
        await store.CommitAsync(new ChangeSet().Keep(blob).Insert(intake), ct) switch
        {
            CommitOutcome.Committed => new ReceiveOutcome.Received(intake with { Version = 1 }),
            CommitOutcome.KeyTaken => new ReceiveOutcome.FetchedAlready(),
            var other => throw new InvalidOperationException($"An intake could not be stored: {other}."),
        };
}
