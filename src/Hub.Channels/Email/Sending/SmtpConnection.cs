using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Tickets;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Hub.Channels.Email.Sending;

/// <summary>One signed-in connection; sends one mail at a time and remembers what the server said to each recipient.</summary>
internal sealed class SmtpConnection : SmtpClient, IAsyncDisposable
{
    private static readonly FormatOptions Wire = MakeWire();
    private readonly List<SmtpCommandException> _refused = [];

    /// <summary>Whether all bytes of the current mail were handed to the network.</summary>
    public bool HasSentAll { get; private set; }

    /// <summary>Connects and signs in.</summary>
    public static async Task<SmtpConnection> OpenAsync(Inbox inbox, MailServer server, MailCredentials credentials, Watchdog watchdog, CancellationToken ct)
    {
        var connection = new SmtpConnection();
        try
        {
            await MailConnection.OpenAsync(connection, inbox, server, credentials, watchdog, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a mail.</summary>
    /// <exception cref="SmtpCommandException">The server refused it, or its only recipient.</exception>
    public async Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken ct)
    {
        _refused.Clear();
        HasSentAll = false;
        try
        {
            await SendAsync(Wire, mail.Content, mail.Sender, mail.Recipients, ct, new Progress(this));
        }
        catch (SmtpCommandException fault) when (_refused.Contains(fault) && mail.Recipients.Count > 1)
        {
            return new DeliveryOutcome.Divided(mail.Content.MessageId, AnswersTo(mail));
        }
        return _refused.Count == 0 ? new DeliveryOutcome.Sent(mail.Content.MessageId) : new DeliveryOutcome.Divided(mail.Content.MessageId, AnswersTo(mail));
    }

    /// <summary>Whether the server asked for a pause while it answered the current mail.</summary>
    public bool WantsPause => _refused.Any(static one => one.StatusCode == SmtpStatusCode.ServiceNotAvailable);

    /// <summary>Whether the server takes mail from an address; nothing is sent (RFC 5321, 4.1.1.5).</summary>
    /// <returns>Its refusal; null when it takes it.</returns>
    public async Task<SmtpResponse?> TrySenderAsync(string address, CancellationToken ct)
    {
        var answer = await SendCommandAsync($"MAIL FROM:<{address}>", ct);
        if ((int)answer.StatusCode >= 400)
        {
            return answer;
        }
        await SendCommandAsync("RSET", ct);
        return null;
    }

    /// <summary>Whether the server still answers.</summary>
    public async Task<bool> IsAliveAsync(Watchdog watchdog, CancellationToken ct)
    {
        try
        {
            await watchdog.WithinAsync(NoOpAsync, watchdog.Timeouts.Connect, ct);
            return true;
        }
        catch (Exception fault) when (fault is IOException or ProtocolException or CommandException or ServiceNotConnectedException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Says good-bye if it can.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsConnected)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            // The connection is thrown away either way.
            await DisconnectAsync(quit: true, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Dispose();
    }

    /// <inheritdoc/>
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused.Add(new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, response.StatusCode, mailbox, response.Response));

    /// <inheritdoc/>
    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw _refused[^1];

    private List<RecipientDelivery> AnswersTo(Mail mail) => [.. mail.Recipients.Select(to => _refused.Find(one => string.Equals(one.Mailbox?.Address, to.Address, StringComparison.OrdinalIgnoreCase)) is { } refused
        ? new RecipientDelivery(to.Address, IsForNow(refused) ? DeliveryState.Pending : DeliveryState.Failed, $"{(int)refused.StatusCode} {refused.Message}")
        : new RecipientDelivery(to.Address, DeliveryState.Sent, null))];

    private static bool IsForNow(SmtpCommandException fault) => (int)fault.StatusCode is >= 400 and < 500;

    private static FormatOptions MakeWire()
    {
        var options = FormatOptions.Default.Clone();
        // A bare LF before the final dot is how mails are smuggled into one another.
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }

    private sealed class Progress(SmtpConnection connection) : ITransferProgress
    {
        public void Report(long bytesTransferred, long totalSize) => connection.HasSentAll = bytesTransferred >= totalSize;

        // Without a size the end cannot be told: after the first byte it is uncertain.
        public void Report(long bytesTransferred) => connection.HasSentAll = bytesTransferred > 0;
    }
}
