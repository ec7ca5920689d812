using System.Net;
using System.Net.Sockets;

namespace Hub.MailServers;

/// <summary>Private instances of Debian's Postfix and Dovecot on loopback ports, with mailboxes in a folder of their own. Mail to any
/// name at <c>hub.test</c> or <c>customer.test</c> arrives; a plus tag is delivered to the name before it.</summary>
public sealed class MailHost : IAsyncDisposable
{
    /// <summary>Why the tests that need it are skipped, or null when everything is there.</summary>
    public static string? Missing { get; } =
        !File.Exists("/usr/sbin/postfix") || !File.Exists("/usr/sbin/dovecot") || !Directory.Exists("/usr/lib/dovecot") || !File.Exists("/usr/lib/dovecot/pop3-login")
            ? "Postfix and Dovecot are not installed: sudo apt-get install postfix dovecot-imapd dovecot-pop3d"
            : Environment.UserName != "root" ? "Postfix needs to be started as root: run the tests with sudo" : null;

    /// <summary>Password of every mailbox.</summary>
    public const string Password = "secret";

    private readonly string _folder;
    private readonly PostfixServer _postfix;
    private readonly DovecotServer _dovecot;

    private MailHost(string folder, PostfixServer postfix, DovecotServer dovecot)
    {
        _folder = folder;
        _postfix = postfix;
        _dovecot = dovecot;
    }

    public int SmtpPort => _postfix.Port;

    /// <summary>For those who sign in; they send as themselves only.</summary>
    public int SubmissionPort => _postfix.SubmissionPort;

    public int ImapPort => _dovecot.ImapPort;

    public int Pop3Port => _dovecot.Pop3Port;

    /// <summary>Starts both and waits until they answer.</summary>
    /// <param name="ct">Cancels.</param>
    /// <param name="introspection">Where tokens are looked up, with user and password; null takes passwords only.</param>
    public static async Task<MailHost> StartAsync(CancellationToken ct, Uri? introspection = null)
    {
        var folder = Directory.CreateTempSubdirectory("hub-mailhost-").FullName;
        // The servers' own users walk through it.
        await ServerCommand.RunAsync("/bin/chmod", ["755", folder], ct);
        var postfix = await PostfixServer.StartAsync(Path.Combine(folder, "postfix"), Path.Combine(folder, "mail"), ct);
        var dovecot = await DovecotServer.StartAsync(Path.Combine(folder, "dovecot"), Path.Combine(folder, "mail"),
            PostfixServer.AuthSocketIn(Path.Combine(folder, "postfix")), introspection, ct);
        return new MailHost(folder, postfix, dovecot);
    }

    /// <summary>Kills the server of the mailboxes.</summary>
    public Task KillMailboxesAsync() => _dovecot.KillAsync();

    /// <summary>Starts it again, on the same ports.</summary>
    public Task RestartMailboxesAsync(CancellationToken ct) => _dovecot.RunAsync(ct);

    /// <summary>Makes the server forget how it numbered a mailbox: it gets a new UIDVALIDITY and new UIDs.</summary>
    public void Renumber(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var maildir = Path.Combine(_folder, "mail", address[(at + 1)..], address[..at], "Maildir");
        foreach (var file in Directory.EnumerateFiles(maildir, "dovecot-uidlist").Concat(Directory.EnumerateFiles(maildir, "dovecot.index*")))
        {
            File.Delete(file);
        }
    }

    /// <summary>From now on these recipients are answered with these words (access(5)); all others are taken.</summary>
    public Task RefuseAsync(IReadOnlyDictionary<string, string> answers, CancellationToken ct) => _postfix.RefuseAsync(answers, ct);

    /// <summary>The newest lines of the servers' logs, for a failing test; signing in and out left out.</summary>
    public string Logs() => string.Join('\n', new[] { "postfix/postfix.log", "dovecot/dovecot.log" }
        .Select(name => Path.Combine(_folder, name)).Where(File.Exists)
        .SelectMany(static log => File.ReadLines(log).Where(static line => !line.Contains("Login:", StringComparison.Ordinal) && !line.Contains("Logged out", StringComparison.Ordinal)).TakeLast(60)));

    public async ValueTask DisposeAsync()
    {
        await _dovecot.DisposeAsync();
        await _postfix.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static async Task AnswersAsync(int port, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                using var reader = new StreamReader(client.GetStream());
                if (await reader.ReadLineAsync(patience.Token) is not null)
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
