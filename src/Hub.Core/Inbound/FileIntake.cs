using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Inbound;

/// <summary>Reads a durable intake and files it. Repeatable at any time; a message that makes it fail is held after a few tries,
/// so that it stops nobody else.</summary>
public sealed partial class FileIntake(
    IHubStore store, IBlobStore blobs, IEnumerable<IInboundReader> readers, InboundPipeline pipeline, IntakeSettlement settlement,
    HubDirectory directory, IntakeLimits limits, TimeProvider clock, ILogger<FileIntake> log)
{
    private readonly IReadOnlyList<IInboundReader> _readers = [.. readers];

    /// <summary>Files an intake in state received, by the rules.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was decided; the row is tried again later.</exception>
    public ValueTask<FilingOutcome> HandleAsync(Intake intake, CancellationToken ct) => HandleAsync(intake, null, ct);

    /// <summary>Files an intake where a person wants it, or by the rules.</summary>
    public async ValueTask<FilingOutcome> HandleAsync(Intake intake, Release? release, CancellationToken ct)
    {
        try
        {
            return await ReadAndFileAsync(intake, release, ct);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailableException or StoreCorruptException or StoreFullException))
        {
            LogFailed(intake.Id.Value, intake.Attempts + 1, fault);
            return release is null
                ? await CountFailureAsync(intake, fault, ct)
                : await settlement.HoldUnreadAsync(intake, TrayCause.Poison, fault.Message, ct);
        }
    }

    private async ValueTask<FilingOutcome> ReadAndFileAsync(Intake intake, Release? release, CancellationToken ct)
    {
        if (await directory.FindInboxAsync(intake.Inbox, ct) is not { } inbox)
        {
            return await settlement.HoldUnreadAsync(intake, TrayCause.Unroutable, "unroutable: its inbox is gone", ct);
        }
        await using var raw = await blobs.OpenAsync(intake.RawBlob, ct)
            ?? throw new StoreCorruptException($"The bytes {intake.RawBlob} of intake {intake.Id} are missing.");
        var reader = _readers.First(one => one.Kind == inbox.Channel);
        return await TimedReading.ReadAsync(reader, inbox, raw, limits.ReadPatience, clock, ct) switch
        {
            InboundReading.Unreadable unreadable => await settlement.HoldUnreadAsync(intake, TrayCause.Unreadable, $"unreadable: {unreadable.Reason}", ct),
            InboundReading.Read read => await pipeline.FileAsync(
                new Filing(read.Message with { RawBlob = intake.RawBlob }, inbox) { Intake = intake, Release = release }, ct),
            _ => throw new InvalidOperationException("There are two kinds of readings."),
        };
    }

    private async ValueTask<FilingOutcome> CountFailureAsync(Intake intake, Exception fault, CancellationToken ct)
    {
        var attempts = intake.Attempts + 1;
        if (attempts >= limits.MostTries)
        {
            return await settlement.HoldUnreadAsync(intake with { Attempts = attempts }, TrayCause.Poison, $"poison: failed {attempts} times: {fault.Message}", ct);
        }
        var next = intake with
        {
            Attempts = attempts,
            NextAttemptAt = clock.GetUtcNow() + (limits.RetryPause * Math.Pow(3, attempts - 1)),
            Reason = fault.Message,
        };
        await store.CommitAsync(new ChangeSet().Replace(intake, next), ct);
        return new FilingOutcome(FilingKind.Held, null, null, MailClass.Normal, false, fault.Message);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Filing intake {Intake} failed at try {Attempt}")]
    private partial void LogFailed(string intake, int attempt, Exception fault);
}
