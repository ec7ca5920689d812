using Hub.Channels.Email.Crypto;
using Hub.Channels.Email.Receiving;
using Hub.Channels.Email.Sending;
using Hub.Channels.Email.Testing;
using Hub.Core.Attachments;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Work;

namespace Hub.Channels.Email;

/// <summary>E-mail: fetched by IMAP or POP3, sent by SMTP.</summary>
public sealed class EmailChannel(
    IHubStore store, IBlobStore blobs, ReplyTokenSource tokens, TicketTag tag, SmtpSender smtp, ImapReceiver imap, Pop3Receiver pop3,
    MailProtector protector, MailCredentials credentials, Watchdog watchdog, TimeProvider clock)
    : IPollingChannel
{
    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Email;

    /// <inheritdoc/>
    public async ValueTask<DeliveryOutcome> SendAsync(OutboundMessage outbound, CancellationToken ct)
    {
        if (outbound.Inbox.Email is not { Smtp: { } server } settings)
        {
            return new DeliveryOutcome.Rejected("This inbox has no server for outgoing mail.");
        }
        if (settings.IsSendWaiting)
        {
            // The directory may not know yet that somebody has signed in.
            return await store.FindAsync(outbound.Inbox.Id, ct) is { Email.IsSendWaiting: false } now ? await SendAsync(outbound with { Inbox = now }, ct) : HeldMail.Outcome;
        }
        var files = new List<OutgoingFile>();
        try
        {
            if (!await OpenFilesAsync(outbound.Message, files, ct))
            {
                return new DeliveryOutcome.Rejected("A file of this message is gone.");
            }
            var answered = outbound.Message.MessageKind == MessageKind.Activity ? null : await AnsweredAsync(outbound, ct);
            var composer = new ReplyComposer(tag, await tokens.GetAsync(ct), clock);
            var mail = composer.Compose(new Composition(outbound, settings, answered, files));
            if (mail.Recipients.Count == 0)
            {
                return new DeliveryOutcome.Rejected("It has no address that mail can be sent to.");
            }
            var (crypto, refusal) = await protector.ProtectAsync(mail, outbound, ct);
            if (refusal is not null)
            {
                return new DeliveryOutcome.Rejected(refusal);
            }
            var outcome = await smtp.SendAsync(mail, outbound.Inbox, server, ct);
            return outcome switch
            {
                DeliveryOutcome.Sent sent => sent with { Crypto = crypto },
                DeliveryOutcome.Divided divided => divided with { Crypto = crypto },
                _ => outcome,
            };
        }
        finally
        {
            foreach (var file in files)
            {
                await file.Content.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async Task ReceiveAsync(Inbox inbox, HeldLease lease, Func<CancellationToken, ValueTask> works, CancellationToken ct)
    {
        // Begins again with the settings that the next sign-in changes.
        if (inbox.Email is not { IsFetchWaiting: false } settings || (settings.Imap ?? settings.Pop3) is not { } server)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, ct);
            return;
        }
        try
        {
            await (settings.Imap is null
                ? pop3.ReceiveAsync(inbox, server, works, ct)
                : imap.ReceiveAsync(inbox, server, settings.Folder, lease, works, ct));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or LeaseLostException or StoreUnavailableException or StoreFullException or StoreCorruptException))
        {
            throw new MailboxFailedException(MailConnection.Describe(fault, server), fault);
        }
    }

    /// <inheritdoc/>
    public Task<InboxTestReport> TestAsync(Inbox inbox, CancellationToken ct) => MailboxTest.RunAsync(inbox, credentials, watchdog, ct);

    private async ValueTask<bool> OpenFilesAsync(Message message, List<OutgoingFile> files, CancellationToken ct)
    {
        if (message.Attachments.Count == 0)
        {
            return true;
        }
        var stored = (await store.FindManyAsync<Attachment>([.. message.Attachments.Select(static file => file.Id)], ct))
            .ToDictionary(static file => file.Id);
        foreach (var reference in message.Attachments)
        {
            if (!stored.TryGetValue(reference.Id, out var file) || await blobs.OpenAsync(file.Blob, ct) is not { } content)
            {
                return false;
            }
            files.Add(new OutgoingFile(reference, content));
        }
        return true;
    }

    private async ValueTask<Message?> AnsweredAsync(OutboundMessage outbound, CancellationToken ct) =>
        outbound.Message.Mail?.InReplyTo is { } id && await store.ResolveAsync(MailFacts.KeyOf(outbound.Inbox.Id, id), ct) is { } holder
            && await store.FindAsync(new MessageId(holder.Key), ct) is { Direction: Direction.In, MessageKind: MessageKind.Public } answered
            && answered.Ticket == outbound.Ticket.Id
            // Who answers an encrypted mail as plain text does not mean to send its text along.
            && !(answered.Crypto is { IsEncrypted: true } && outbound.Message.Crypto is { IsEncrypted: false })
            ? answered
            : null;
}
