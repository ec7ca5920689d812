using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using MailKit;
using MailKit.Security;

namespace Hub.Channels.Email.Testing;

/// <summary>What is to be said of one part of a test.</summary>
/// <param name="Cause">What it is.</param>
/// <param name="Advice">What may help; null for nothing known.</param>
/// <param name="Detail">See <see cref="InboxTestPart.Detail"/>.</param>
internal sealed record TestFinding(TestCause Cause, TestAdvice? Advice, string? Detail)
{
    private const int LongestDetail = 200;

    /// <summary>Whether the part does not work.</summary>
    public bool IsFailure => Cause is not (TestCause.NotEncrypted or TestCause.Anonymous);

    /// <summary>What a fault in a step means.</summary>
    public static TestFinding Of(Exception fault, TestStep step, MailServer server) => fault switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new(TestCause.HostUnknown, TestAdvice.CheckHost, null),
        SocketException => new(TestCause.Unreachable, TestAdvice.CheckPort, null),
        SslHandshakeException handshake => OfHandshake(handshake, server),
        NotSupportedException when step == TestStep.Secure => new(TestCause.StartTlsMissing, PortAdvice(server) ?? TestAdvice.CheckPort, null),
        TimeoutException => new(TestCause.Timeout, PortAdvice(server) ?? (step == TestStep.Reach ? TestAdvice.CheckPort : TestAdvice.TryLater), null),
        TokenMissingException { Outcome: TokenOutcome.SignInNeeded { Error: null } } => new(TestCause.NotAgreed, TestAdvice.Agree, null),
        TokenMissingException { Outcome: TokenOutcome.SignInNeeded needed } => new(TestCause.SignInNeeded, TestAdvice.RenewGrant, needed.Error),
        TokenMissingException => new(TestCause.TokenUnavailable, TestAdvice.TryLater, null),
        TokenUnprotectedException => new(TestCause.TokenUnprotected, TestAdvice.Encrypt, null),
        MechanismMissingException => new(TestCause.MechanismMissing, TestAdvice.UsePassword, null),
        PasswordUnreadableException => new(TestCause.PasswordUnreadable, null, null),
        _ when step == TestStep.SignIn => OfRefusal(fault.Message, server),
        FolderNotFoundException folder => new(TestCause.FolderMissing, TestAdvice.CheckFolder, folder.FolderName),
        ServiceNotAuthenticatedException or CommandException when step == TestStep.Sender => new(TestCause.SenderRefused, TestAdvice.AllowSender, Short(fault.Message)),
        _ when step == TestStep.Secure => new(TestCause.NoGreeting, PortAdvice(server) ?? TestAdvice.CheckPort, null),
        _ => new(TestCause.Other, null, Short(fault.Message)),
    };

    private static TestFinding OfRefusal(string words, MailServer server)
    {
        string[] switchedOff = ["disabled", "not enabled", "not allowed", "is not permitted", "SmtpClientAuthentication"];
        if (switchedOff.Any(phrase => words.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
        {
            return new(TestCause.ProtocolOff, server.UsesOAuth || !IsOf(server, MicrosoftHosts) ? TestAdvice.AllowProtocol : TestAdvice.MicrosoftOAuth, Short(words));
        }
        if (server.UsesOAuth)
        {
            return new(TestCause.TokenRefused, TestAdvice.CheckScope, Short(words));
        }
        return new(TestCause.PasswordRefused,
            IsOf(server, GoogleHosts) ? TestAdvice.GoogleAppPassword : IsOf(server, MicrosoftHosts) ? TestAdvice.MicrosoftOAuth : TestAdvice.CheckPassword, Short(words));
    }

    private static TestFinding OfHandshake(SslHandshakeException fault, MailServer server)
    {
        // Without a certificate it was no TLS that answered.
        if (fault.ServerCertificate is not X509Certificate2 certificate)
        {
            return new(TestCause.NotTls, PortAdvice(server) ?? TestAdvice.UseStartTls, null);
        }
        if (!certificate.MatchesHostname(server.Host))
        {
            return new(TestCause.CertificateName, TestAdvice.UseCertificateName, Short(NamesOf(certificate)));
        }
        // The certificate's own dates, for people: whether they are over was judged by the handshake.
        return fault.Message.Contains("expired", StringComparison.OrdinalIgnoreCase)
            ? new(TestCause.CertificateExpired, TestAdvice.FixCertificate, $"{certificate.NotBefore:yyyy-MM-dd} – {certificate.NotAfter:yyyy-MM-dd}")
            : new(TestCause.CertificateUntrusted, TestAdvice.FixCertificate, null);
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static names => names.EnumerateDnsNames()).ToList();
        return names.Count > 0 ? string.Join(", ", names.Take(5)) : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }

    private static TestAdvice? PortAdvice(MailServer server) => (server.Port, server.Security) switch
    {
        (993 or 995 or 465, MailSecurity.StartTls or MailSecurity.None) => TestAdvice.UseTls,
        (143 or 110 or 587 or 25, MailSecurity.Tls) => TestAdvice.UseStartTls,
        _ => null,
    };

    private static readonly string[] GoogleHosts = ["gmail.com", "googlemail.com"];
    private static readonly string[] MicrosoftHosts = ["office365.com", "outlook.com", "office.com", "hotmail.com"];

    private static bool IsOf(MailServer server, string[] domains) => domains.Any(domain =>
        server.Host.Equals(domain, StringComparison.OrdinalIgnoreCase) || server.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private static string Short(string words)
    {
        var line = words.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestDetail ? line : line[..LongestDetail] + "…";
    }
}
