using System.Net;
using Hub.Core.Inboxes;
using MailKit;
using MailKit.Security;

namespace Hub.Channels.Email;

/// <summary>Connects and signs in to mail servers, each step with an end in sight.</summary>
internal static class MailConnection
{
    private const int IoPatience = 60_000;

    /// <summary>Connects and signs in. A token that the server refuses is renewed once: it may have been withdrawn before its time.</summary>
    /// <exception cref="TimeoutException">A step took too long: MailKit's own connect can wait for ever.</exception>
    /// <exception cref="TokenMissingException">There is no token.</exception>
    public static async Task OpenAsync(MailService service, Inbox inbox, MailServer server, MailCredentials credentials, Watchdog watchdog, CancellationToken ct)
    {
        Prepare(service, server);
        // Got before the server begins to wait for it.
        var token = server.UsesOAuth ? await credentials.TokenAsync(inbox, null, ct) : null;
        try
        {
            await ConnectAsync(service, server, credentials, token, watchdog, ct);
        }
        catch (AuthenticationException) when (token is not null)
        {
            token = await credentials.TokenAsync(inbox, token, ct);
            await service.DisconnectAsync(quit: false, ct);
            await ConnectAsync(service, server, credentials, token, watchdog, ct);
        }
    }

    /// <summary>How a service behaves towards this server.</summary>
    public static void Prepare(MailService service, MailServer server)
    {
        service.Timeout = IoPatience;
        if (IsLoopback(server.Host))
        {
            // What never leaves this machine needs no certificate from outside.
            service.ServerCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        }
    }

    /// <summary>Signs in on an open connection; without a user name does nothing.</summary>
    /// <param name="service">The connection.</param>
    /// <param name="server">The account.</param>
    /// <param name="credentials">Opens the password.</param>
    /// <param name="token">The token to use instead; null for none.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="AuthenticationException">The server refused.</exception>
    public static async Task SignInAsync(MailService service, MailServer server, MailCredentials credentials, string? token, CancellationToken ct)
    {
        if (server.User is not { Length: > 0 } user)
        {
            return;
        }
        if (token is null)
        {
            await service.AuthenticateAsync(new NetworkCredential(user, credentials.PasswordOf(server)), ct);
            return;
        }
        if (!service.IsSecure && !IsLoopback(server.Host))
        {
            throw new TokenUnprotectedException();
        }
        SaslMechanism mechanism = service.AuthenticationMechanisms.Contains("XOAUTH2") ? new SaslMechanismOAuth2(user, token)
            : service.AuthenticationMechanisms.Contains("OAUTHBEARER") ? new SaslMechanismOAuthBearer(user, token)
            : throw new MechanismMissingException();
        await service.AuthenticateAsync(mechanism, ct);
    }

    private static Task ConnectAsync(
        MailService service, MailServer server, MailCredentials credentials, string? token, Watchdog watchdog, CancellationToken ct) =>
        watchdog.WithinAsync(async patience =>
        {
            await service.ConnectAsync(server.Host, server.Port, OptionsOf(server), patience);
            await SignInAsync(service, server, credentials, token, patience);
        }, watchdog.Timeouts.Connect, ct);

    /// <summary>One sentence for people on what went wrong.</summary>
    public static string Describe(Exception fault, MailServer server) => fault switch
    {
        AuthenticationException or SaslException => $"{server.Host} refused the {(server.UsesOAuth ? "token" : "user name or password")}.",
        TokenMissingException => $"The provider of this mailbox gives no token for {server.Host} now.",
        SslHandshakeException => $"A secure connection to {server.Host}:{server.Port} could not be made; check port and security.",
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.HostNotFound } => $"There is no host named {server.Host}.",
        System.Net.Sockets.SocketException => $"{server.Host}:{server.Port} cannot be reached.",
        TimeoutException => $"{server.Host}:{server.Port} did not answer in time.",
        FolderNotFoundException folder => $"There is no folder named {folder.FolderName}.",
        ServiceNotAuthenticatedException => $"{server.Host} wants a user name and password.",
        _ => $"{server.Host}:{server.Port}: {fault.Message}",
    };

    /// <summary>MailKit's word for the protection of a connection.</summary>
    public static SecureSocketOptions OptionsOf(MailServer server) => server.Security switch
    {
        MailSecurity.Auto => SecureSocketOptions.Auto,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(server)),
    };

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
