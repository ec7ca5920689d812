using System.Net;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using MailKit;
using MailKit.Security;

namespace Hub.Channels.Email;

/// <summary>Connects and signs in to mail servers, each step with an end in sight.</summary>
internal static class MailConnection
{
    private const int IoPatience = 60_000;

    /// <summary>Connects and signs in.</summary>
    /// <exception cref="TimeoutException">A step took too long: MailKit's own connect can wait for ever.</exception>
    public static async Task OpenAsync(MailService service, MailServer server, ISecretSealer sealer, Watchdog watchdog, CancellationToken ct)
    {
        service.Timeout = IoPatience;
        if (IsLoopback(server.Host))
        {
            // What never leaves this machine needs no certificate from outside.
            service.ServerCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        }
        await watchdog.WithinAsync(async patience =>
        {
            await service.ConnectAsync(server.Host, server.Port, OptionsOf(server), patience);
            if (server.User is { Length: > 0 } user)
            {
                var password = server.SealedPassword is { } sealedPassword
                    ? sealer.Open(sealedPassword) ?? throw new AuthenticationException("The stored password cannot be opened any more; enter it again.")
                    : "";
                await service.AuthenticateAsync(new NetworkCredential(user, password), patience);
            }
        }, watchdog.Timeouts.Connect, ct);
    }

    /// <summary>One sentence for people on what went wrong.</summary>
    public static string Describe(Exception fault, MailServer server) => fault switch
    {
        AuthenticationException or MailKit.Security.SaslException => $"{server.Host} refused the user name or password.",
        SslHandshakeException => $"A secure connection to {server.Host}:{server.Port} could not be made; check port and security.",
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.HostNotFound } => $"There is no host named {server.Host}.",
        System.Net.Sockets.SocketException => $"{server.Host}:{server.Port} cannot be reached.",
        TimeoutException => $"{server.Host}:{server.Port} did not answer in time.",
        FolderNotFoundException folder => $"There is no folder named {folder.FolderName}.",
        ServiceNotAuthenticatedException => $"{server.Host} wants a user name and password.",
        _ => $"{server.Host}:{server.Port}: {fault.Message}",
    };

    private static SecureSocketOptions OptionsOf(MailServer server) => server.Security switch
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
