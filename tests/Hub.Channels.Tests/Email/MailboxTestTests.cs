using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Channels.Email.Testing;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inboxes;
using Hub.MailServers;

namespace Hub.Channels.Tests.Email;

/// <summary>The test of a mailbox finds out what fails and says it in words.</summary>
public sealed class MailboxTestTests(MailServerTests.Servers servers) : IClassFixture<MailServerTests.Servers>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Testing_an_inbox_says_in_words_what_is_wrong()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var desk = await MailDesk.OpenAsync();
        var good = new MailServer("127.0.0.1", servers.Host.ImapPort, MailSecurity.None, "test@hub.test", MailHost.Password);

        (await TestAsync(good)).ShouldBeNull();
        (await TestAsync(good with { SealedPassword = "wrong" }))!.ShouldContain("refused the user name or password");
        (await TestAsync(good with { Port = 1 }))!.ShouldContain("cannot be reached");
        (await TestAsync(good with { Host = "mail.invalid" }))!.ShouldContain("mail.invalid");
        (await TestAsync(good with { Security = MailSecurity.StartTls }))!.ShouldContain("does not offer STARTTLS");
        (await TestAsync(good with { Security = MailSecurity.Tls }))!.ShouldContain("does not speak TLS");
        (await TestAsync(good with { Port = servers.Host.SmtpPort }))!.ShouldContain("answers, but not as a mail server does");
        (await desk.Channel.TestAsync(desk.Inbox, Stop)).Failure!.Cause.ShouldBe(TestCause.NoServer);

        async Task<string?> TestAsync(MailServer imap)
        {
            var report = await desk.Channel.TestAsync(desk.Inbox with { Email = new EmailSettings { Address = "test@hub.test", Imap = imap } }, Stop);
            report.Parts.Select(static part => part.Step).ShouldBe([TestStep.Reach, TestStep.Secure, TestStep.SignIn, TestStep.Folder]);
            return report.Failure is { } failure ? InboxTestTexts.TextOf(failure, isGerman: false) : null;
        }
    }

    [Theory]
    [InlineData("mail.other.example", 0, TestCause.CertificateName, TestAdvice.UseCertificateName)]
    [InlineData(null, 0, TestCause.CertificateUntrusted, TestAdvice.FixCertificate)]
    [InlineData(null, -30, TestCause.CertificateExpired, TestAdvice.FixCertificate)]
    public async Task A_certificate_says_why_it_is_not_taken(string? name, int shiftInDays, TestCause cause, TestAdvice advice)
    {
        // By the machine's own name: what is reached as "localhost" needs no certificate.
        var host = Dns.GetHostName();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name ?? host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name ?? host);
        request.CertificateExtensions.Add(names.Build());
        var from = TimeProvider.System.GetUtcNow().AddDays(shiftInDays - 1);
        using var made = request.CreateSelfSigned(from, from.AddDays(10));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        await using var desk = await MailDesk.OpenAsync();

        var report = await desk.Channel.TestAsync(desk.Inbox with
        {
            Email = new EmailSettings { Address = "test@hub.test", Imap = new MailServer(host, ((IPEndPoint)listener.LocalEndpoint).Port, MailSecurity.Tls, "u", "p") },
        }, Stop);

        report.Failure.ShouldNotBeNull().Cause.ShouldBe(cause);
        report.Failure!.Advice.ShouldBe(advice);
        if (name is not null)
        {
            InboxTestTexts.TextOf(report.Failure, isGerman: true).ShouldContain(name);
        }
        listener.Stop();
        await serving;
    }

    [Theory]
    [InlineData("imap.gmail.com", 993, MailSecurity.Tls, "Invalid credentials (Failure)", TestCause.PasswordRefused, TestAdvice.GoogleAppPassword)]
    [InlineData("outlook.office365.com", 993, MailSecurity.Tls, "AUTHENTICATE failed.", TestCause.PasswordRefused, TestAdvice.MicrosoftOAuth)]
    [InlineData("smtp.office365.com", 587, MailSecurity.StartTls, "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", TestCause.ProtocolOff, TestAdvice.MicrosoftOAuth)]
    [InlineData("imap.example.org", 993, MailSecurity.Tls, "Your account is not enabled for IMAP use.", TestCause.ProtocolOff, TestAdvice.AllowProtocol)]
    [InlineData("imap.example.org", 993, MailSecurity.Tls, "Authentication failed.", TestCause.PasswordRefused, TestAdvice.CheckPassword)]
    public void A_refusal_is_explained_by_who_refuses(string host, int port, MailSecurity security, string words, TestCause cause, TestAdvice advice)
    {
        var finding = TestFinding.Of(new MailKit.Security.AuthenticationException(words), TestStep.SignIn, new MailServer(host, port, security, "u", "p"));
        finding.Cause.ShouldBe(cause);
        finding.Advice.ShouldBe(advice);
        finding.Detail.ShouldBe(words);
    }

    [Theory]
    [InlineData(993, MailSecurity.StartTls, TestAdvice.UseTls)]
    [InlineData(465, MailSecurity.None, TestAdvice.UseTls)]
    [InlineData(143, MailSecurity.Tls, TestAdvice.UseStartTls)]
    [InlineData(587, MailSecurity.Tls, TestAdvice.UseStartTls)]
    public void A_port_that_does_not_fit_its_encryption_is_recognised(int port, MailSecurity security, TestAdvice advice)
    {
        var server = new MailServer("mail.example.org", port, security, "u", "p");
        TestFinding.Of(new TimeoutException(), TestStep.Secure, server).Advice.ShouldBe(advice);
        TestFinding.Of(new IOException(), TestStep.Secure, server).Advice.ShouldBe(advice);
    }

    [Fact]
    public void There_are_words_for_everything_in_both_languages()
    {
        var part = new InboxTestPart(TestDirection.Incoming, TestStep.SignIn, Core.Inboxes.TestResult.Failed, "mail.example.org:993");
        foreach (var isGerman in new[] { true, false })
        {
            foreach (var cause in Enum.GetValues<TestCause>())
            {
                InboxTestTexts.TextOf(part with { Cause = cause, Detail = "INBOX" }, isGerman).ShouldNotContain("{");
            }
            Enum.GetValues<TestAdvice>().Select(advice => InboxTestTexts.AdviceOf(part with { Advice = advice }, isGerman)).ShouldAllBe(static text => text!.EndsWith('.'));
        }
        foreach (var failed in Enum.GetValues<TestCause>().Select(cause => part with { Cause = cause }))
        {
            InboxTestTexts.TextOf(failed, isGerman: true).ShouldNotBe(InboxTestTexts.TextOf(failed, isGerman: false));
        }
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Stop);
                await using var tls = new SslStream(client.GetStream());
                try
                {
                    await tls.AuthenticateAsServerAsync(certificate);
                    await tls.ReadExactlyAsync(new byte[1], Stop);
                }
                catch (Exception fault) when (fault is IOException or AuthenticationException)
                {
                    // The client went away, as it should.
                }
            }
        }
        catch (Exception ended) when (ended is SocketException or InvalidOperationException)
        {
            // The listener was stopped, while it waited or before.
            return;
        }
    }
}
