using System.Diagnostics;

namespace Hub.MailServers;

/// <summary>A Dovecot of its own: IMAP and POP3 over the Maildirs that Postfix delivers into. Any name signs in with the one password.</summary>
internal sealed class DovecotServer : IAsyncDisposable
{
    private readonly string _configuration;
    private Process _process = null!;

    private DovecotServer(string configuration, int imapPort, int pop3Port)
    {
        _configuration = configuration;
        ImapPort = imapPort;
        Pop3Port = pop3Port;
    }

    public int ImapPort { get; }

    public int Pop3Port { get; }

    /// <param name="folder">For its configuration and state.</param>
    /// <param name="mail">The Maildirs.</param>
    /// <param name="authSocket">Where Postfix asks who may send.</param>
    /// <param name="introspection">Where tokens are looked up (RFC 7662), with user and password; null takes passwords only.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<DovecotServer> StartAsync(string folder, string mail, string authSocket, Uri? introspection, CancellationToken ct)
    {
        var (imapPort, pop3Port) = (MailHost.FreePort(), MailHost.FreePort());
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "dovecot.conf");
        var tokens = Path.Combine(folder, "tokens.conf");
        await File.WriteAllTextAsync(tokens, $"""
            introspection_url = {introspection}
            introspection_mode = post
            active_attribute = active
            active_value = true
            username_attribute = sub

            """, ct);
        var byToken = introspection is null ? "" : $$"""
            auth_debug = yes
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = {{tokens}}
            }
            """;
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
            auth_mechanisms = plain login {{(introspection is null ? "" : "xoauth2 oauthbearer")}}
            auth_failure_delay = 0
            mail_max_userip_connections = 100
            {{byToken}}
            passdb {
              driver = static
              mechanisms = plain login
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
            service auth {
              unix_listener {{authSocket}} {
                mode = 0666
              }
            }
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            service stats {
              chroot =
            }

            """, ct);
        var server = new DovecotServer(configuration, imapPort, pop3Port);
        await server.RunAsync(ct);
        return server;
    }

    /// <summary>Starts it, again after it was killed.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/dovecot", ["-F", "-c", _configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("Dovecot did not start.");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await MailHost.AnswersAsync(ImapPort, ct);
        await MailHost.AnswersAsync(Pop3Port, ct);
    }

    /// <summary>Kills it and all its processes at once (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
