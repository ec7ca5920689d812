using System.Collections.Concurrent;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Core.Outbound;
using Hub.Core.Tickets;
using MailKit;
using MailKit.Net.Smtp;

namespace Hub.Channels.Email.Sending;

/// <summary>Sends mails, keeping a few connections to each server open between them.</summary>
public sealed class SmtpSender(MailCredentials credentials, Watchdog watchdog, TimeProvider clock) : IAsyncDisposable
{
    private const int MostIdle = 4;
    private static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BackOff = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<Account, ConcurrentQueue<(SmtpConnection Connection, DateTimeOffset Since)>> _idle = new();
    private readonly ConcurrentDictionary<MailServer, DateTimeOffset> _notBefore = new();

    /// <summary>Sends one mail; says for certain whether it went out wherever that can be said.</summary>
    public async ValueTask<DeliveryOutcome> SendAsync(Mail mail, Inbox inbox, MailServer server, CancellationToken ct)
    {
        if (_notBefore.TryGetValue(server, out var notBefore) && notBefore > clock.GetUtcNow())
        {
            return new DeliveryOutcome.Deferred(notBefore - clock.GetUtcNow(), $"{server.Host} asked for a pause.");
        }
        SmtpConnection connection;
        try
        {
            connection = await TakeAsync(inbox, server, ct);
        }
        catch (TokenMissingException missing) when (missing.Outcome is TokenOutcome.SignInNeeded)
        {
            return HeldMail.Outcome;
        }
        catch (SmtpCommandException fault) when (fault.StatusCode == SmtpStatusCode.ServiceNotAvailable)
        {
            return Pause(server, fault);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return new DeliveryOutcome.Deferred(null, MailConnection.Describe(fault, server));
        }
        var outcome = await SendAsync(mail, server, connection, ct);
        await GiveBackAsync(Account.Of(inbox, server), connection, outcome);
        return outcome;
    }

    /// <summary>Closes idle connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, _) in _idle.Values.SelectMany(static queue => queue))
        {
            await connection.DisposeAsync();
        }
        _idle.Clear();
    }

    private async ValueTask<DeliveryOutcome> SendAsync(Mail mail, MailServer server, SmtpConnection connection, CancellationToken ct)
    {
        try
        {
            DeliveryOutcome? outcome = null;
            await watchdog.WithinAsync(async patience => outcome = await connection.SendAsync(mail, patience), watchdog.Timeouts.Send, ct);
            if (connection.WantsPause)
            {
                _notBefore[server] = clock.GetUtcNow() + BackOff;
            }
            return outcome!;
        }
        catch (SmtpCommandException fault) when (fault.StatusCode == SmtpStatusCode.ServiceNotAvailable)
        {
            return Pause(server, fault);
        }
        catch (SmtpCommandException fault) when ((int)fault.StatusCode is >= 400 and < 500)
        {
            return new DeliveryOutcome.Deferred(null, $"{(int)fault.StatusCode} {fault.Message}");
        }
        catch (SmtpCommandException fault)
        {
            return new DeliveryOutcome.Rejected($"{(int)fault.StatusCode} {fault.Message}");
        }
        catch (NotSupportedException fault)
        {
            return new DeliveryOutcome.Rejected(MailConnection.Describe(fault, server));
        }
        catch (ServiceNotAuthenticatedException fault)
        {
            return new DeliveryOutcome.Deferred(null, MailConnection.Describe(fault, server));
        }
        catch (Exception fault) when (fault is IOException or ProtocolException or TimeoutException or OperationCanceledException or ServiceNotConnectedException)
        {
            // Until the last byte is out the server cannot have accepted the mail (RFC 5321, 4.1.1.4).
            return connection.HasSentAll
                ? new DeliveryOutcome.Unknown($"{server.Host} took the mail but did not confirm it.")
                : new DeliveryOutcome.Deferred(null, MailConnection.Describe(fault, server));
        }
    }

    // RFC 5321, 3.8: the whole server goes away for a while, for every mail.
    private DeliveryOutcome.Deferred Pause(MailServer server, SmtpCommandException fault)
    {
        _notBefore[server] = clock.GetUtcNow() + BackOff;
        return new DeliveryOutcome.Deferred(null, $"{(int)fault.StatusCode} {fault.Message}");
    }

    private async Task<SmtpConnection> TakeAsync(Inbox inbox, MailServer server, CancellationToken ct)
    {
        if (_idle.TryGetValue(Account.Of(inbox, server), out var idle))
        {
            while (idle.TryDequeue(out var kept))
            {
                if (clock.GetUtcNow() - kept.Since < IdlePatience && await kept.Connection.IsAliveAsync(watchdog, ct))
                {
                    return kept.Connection;
                }
                await kept.Connection.DisposeAsync();
            }
        }
        return await SmtpConnection.OpenAsync(inbox, server, credentials, watchdog, ct);
    }

    private async ValueTask GiveBackAsync(Account account, SmtpConnection connection, DeliveryOutcome outcome)
    {
        var idle = _idle.GetOrAdd(account, static _ => new());
        var isAtRest = outcome is DeliveryOutcome.Sent || (outcome is DeliveryOutcome.Divided divided && divided.Recipients.Any(static one => one.State == DeliveryState.Sent));
        if (isAtRest && connection.IsConnected && idle.Count < MostIdle)
        {
            idle.Enqueue((connection, clock.GetUtcNow()));
            return;
        }
        await connection.DisposeAsync();
    }

    /// <summary>Whose connection it is: one that a token opened is of one agreement.</summary>
    private sealed record Account(MailServer Server, string? Agreement)
    {
        public static Account Of(Inbox inbox, MailServer server) => new(server, server.UsesOAuth ? inbox.Email!.OAuth?.Agreement : null);
    }
}
