using System.Diagnostics;

namespace Hub.MailServers;

/// <summary>A Dovecot of its own: IMAP and POP3 over the Maildirs that Postfix delivers into. Any name signs in with the one password.</summary>
internal sealed class DovecotServer : IAsyncDisposable
{
    private readonly Process _process;

    private DovecotServer(Process process, int imapPort, int pop3Port)
    {
        _process = process;
        ImapPort = imapPort;
        Pop3Port = pop3Port;
    }

    public int ImapPort { get; }

    public int Pop3Port { get; }

    public static async Task<DovecotServer> StartAsync(string folder, string mail, CancellationToken ct)
    {
        var (imapPort, pop3Port) = (MailHost.FreePort(), MailHost.FreePort());
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/state
            log_path = {{folder}}/dovecot.log
            protocols = imap pop3
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            first_valid_uid = 1
            last_valid_uid = 0
            first_valid_gid = 1
            mail_location = maildir:{{mail}}/%d/%n/Maildir
            auth_mechanisms = plain login
            mail_max_userip_connections = 100
            passdb {
              driver = static
              args = password={{MailHost.Password}}
            }
            userdb {
              driver = static
              args = uid={{PostfixServer.MailUser}} gid={{PostfixServer.MailUser}} home={{mail}}/%d/%n allow_all_users=yes
            }
            service imap-login {
              inet_listener imap {
                port = {{imapPort}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service pop3-login {
              inet_listener pop3 {
                port = {{pop3Port}}
              }
              inet_listener pop3s {
                port = 0
              }
            }
            service stats {
              chroot =
            }

            """, ct);
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/dovecot", ["-F", "-c", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("Dovecot did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await MailHost.AnswersAsync(imapPort, ct);
        await MailHost.AnswersAsync(pop3Port, ct);
        return new DovecotServer(process, imapPort, pop3Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
