using System.Globalization;
using System.Net.Sockets;
using Hub.Core.Inboxes;
using MailKit;
using MailKit.Security;

namespace Hub.Channels.Email.Testing;

/// <summary>Tries one server: reach, secure, sign in, and what it is for. After a part that failed the others are skipped.</summary>
internal sealed class ServerTest(Inbox inbox, MailServer server, MailService service, TestDirection direction, MailCredentials credentials,
    Watchdog watchdog)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A token may have to be got first, and servers take their time over refusing.</summary>
    private static readonly TimeSpan SignInPatience = TimeSpan.FromSeconds(30);
    private readonly List<InboxTestPart> _parts = [];

    /// <summary>What was tried so far.</summary>
    public IReadOnlyList<InboxTestPart> Parts => _parts;

    /// <summary>Tries all parts.</summary>
    /// <param name="purpose">The last part; null for none.</param>
    /// <param name="tryPurpose">Tries it; answers what fails, null for nothing.</param>
    /// <param name="ct">Cancels.</param>
    public async Task RunAsync(TestStep? purpose, Func<CancellationToken, Task<TestFinding?>>? tryPurpose, CancellationToken ct)
    {
        await TryAsync(TestStep.Reach, ReachAsync, Patience, ct);
        await TryAsync(TestStep.Secure, SecureAsync, Patience, ct);
        await TryAsync(TestStep.SignIn, SignInAsync, SignInPatience, ct);
        if (purpose is { } last)
        {
            await TryAsync(last, tryPurpose!, Patience, ct);
        }
        if (service.IsConnected)
        {
            await watchdog.WithinAsync(patience => service.DisconnectAsync(quit: true, patience), Patience, ct)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(TestStep step, Func<CancellationToken, Task<TestFinding?>> tryAsync, TimeSpan limit, CancellationToken ct)
    {
        var part = new InboxTestPart(direction, step, TestResult.Ok, string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}"));
        if (_parts is [.., { Result: not TestResult.Ok }])
        {
            _parts.Add(part with { Result = TestResult.Skipped });
            return;
        }
        TestFinding? finding = null;
        try
        {
            await watchdog.WithinAsync(async patience => finding = await tryAsync(patience), limit, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            finding = TestFinding.Of(fault, step, server);
        }
        _parts.Add(finding is null ? part : part with
        {
            Result = finding.IsFailure ? TestResult.Failed : TestResult.Ok,
            Cause = finding.Cause,
            Advice = finding.Advice,
            Detail = finding.Detail,
        });
    }

    // A connection of its own: what follows makes the one it uses, as it will be made every day.
    private async Task<TestFinding?> ReachAsync(CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, ct);
        return null;
    }

    private async Task<TestFinding?> SecureAsync(CancellationToken ct)
    {
        MailConnection.Prepare(service, server);
        await service.ConnectAsync(server.Host, server.Port, MailConnection.OptionsOf(server), ct);
        return service.IsSecure ? null : new TestFinding(TestCause.NotEncrypted, TestAdvice.Encrypt, null);
    }

    private async Task<TestFinding?> SignInAsync(CancellationToken ct)
    {
        if (server.User is not { Length: > 0 })
        {
            return new TestFinding(TestCause.Anonymous, null, null);
        }
        var token = server.UsesOAuth ? await credentials.TokenAsync(inbox, null, ct) : null;
        try
        {
            await MailConnection.SignInAsync(service, server, credentials, token, ct);
        }
        catch (AuthenticationException) when (token is not null)
        {
            token = await credentials.TokenAsync(inbox, token, ct);
            await service.DisconnectAsync(quit: false, ct);
            await service.ConnectAsync(server.Host, server.Port, MailConnection.OptionsOf(server), ct);
            await MailConnection.SignInAsync(service, server, credentials, token, ct);
        }
        return null;
    }
}
