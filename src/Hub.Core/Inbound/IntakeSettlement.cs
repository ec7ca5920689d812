using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Ends intake rows: filed in a thread, kept in the tray, or recognised as a duplicate.</summary>
public sealed class IntakeSettlement(IHubStore store, TicketFeed feed)
{
    /// <summary>Adds "filed" to the commit that files it.</summary>
    public static void AddFiled(ChangeSet changes, Filing filing, TicketId ticket, MessageId message, string because)
    {
        if (filing.Intake is { } intake)
        {
            changes.Replace(intake, Shown(intake, filing.Message) with
            {
                State = IntakeState.Filed,
                Ticket = ticket,
                Message = message,
                NextAttemptAt = null,
                Reason = because,
            });
        }
    }

    /// <summary>Keeps a message in the tray.</summary>
    public async ValueTask<FilingOutcome> KeepAsync(Filing filing, IntakeState state, TrayCause cause, string because, CancellationToken ct)
    {
        var intake = filing.Intake ?? throw new InvalidOperationException("Only what came with an intake row can be kept in the tray.");
        var kept = Shown(intake, filing.Message) with
        {
            State = state,
            ExternalKey = filing.Message.ExternalKey,
            NextAttemptAt = null,
            Cause = cause,
            Reason = because,
        };
        switch (await store.CommitAsync(new ChangeSet().Replace(intake, kept), ct))
        {
            case CommitOutcome.KeyTaken taken:
                return await EndAsDuplicateAsync(filing, taken.Holder, ct);
            case CommitOutcome.VersionConflict:
                return await ReadAsync(filing, ct);
        }
        feed.Publish(new FeedEvent.TrayChanged());
        return new FilingOutcome(state == IntakeState.Held ? FilingKind.Held : FilingKind.Suppressed, null, null, ClassOf(filing), false, because);
    }

    /// <summary>Holds what could not be read at all.</summary>
    public async ValueTask<FilingOutcome> HoldUnreadAsync(Intake intake, TrayCause cause, string because, CancellationToken ct)
    {
        await store.CommitAsync(new ChangeSet().Replace(intake, intake with { State = IntakeState.Held, NextAttemptAt = null, Cause = cause, Reason = because }), ct);
        feed.Publish(new FeedEvent.TrayChanged());
        return new FilingOutcome(FilingKind.Held, null, null, MailClass.Normal, false, because);
    }

    /// <summary>Ends the row of a message that is there already.</summary>
    /// <param name="filing">The message.</param>
    /// <param name="twin">The entry or intake that holds it.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<FilingOutcome> EndAsDuplicateAsync(Filing filing, DocRef twin, CancellationToken ct)
    {
        var entry = twin.Kind == Message.Kind.Name ? await store.FindAsync(new MessageId(twin.Key), ct) : null;
        var ticket = entry is null ? null : await store.FindAsync(entry.Ticket, ct);
        var because = ticket is null ? "The same message is in the tray." : $"The same message stands in ticket {ticket.Number}.";
        if (filing.Intake is { } intake)
        {
            await store.CommitAsync(new ChangeSet().Replace(intake, Shown(intake, filing.Message) with
            {
                State = IntakeState.Filed,
                Ticket = entry?.Ticket,
                Message = entry?.Id,
                NextAttemptAt = null,
                Reason = because,
            }), ct);
        }
        return new FilingOutcome(FilingKind.Duplicate, ticket?.Number, entry?.Id, ClassOf(filing), false, because);
    }

    /// <summary>What became of a message whose row somebody else settled meanwhile.</summary>
    public async ValueTask<FilingOutcome> ReadAsync(Filing filing, CancellationToken ct)
    {
        var intake = filing.Intake is { } known ? await store.FindAsync(known.Id, ct) : null;
        var ticket = intake?.Ticket is { } id ? await store.FindAsync(id, ct) : null;
        var kind = intake?.State switch
        {
            IntakeState.Held => FilingKind.Held,
            IntakeState.Suppressed => FilingKind.Suppressed,
            _ => FilingKind.Duplicate,
        };
        return new FilingOutcome(kind, ticket?.Number, intake?.Message, ClassOf(filing), false, intake?.Reason ?? "It was removed meanwhile.");
    }

    /// <summary>Kind of mail; what is no mail is normal.</summary>
    public static MailClass ClassOf(Filing filing) => filing.Message.Mail?.Classification ?? MailClass.Normal;

    private static Intake Shown(Intake intake, InboundMessage message) =>
        intake with { From = message.FromAddress ?? message.FromName, Subject = message.Subject };
}
