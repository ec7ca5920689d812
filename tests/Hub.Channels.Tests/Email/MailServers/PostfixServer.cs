namespace Hub.MailServers;

/// <summary>A Postfix of its own: takes mail on one port and has Dovecot's delivery agent put it into Maildirs.</summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    // "nobody": has no files of its own on a Debian system.
    public const int MailUser = 65534;

    private readonly string _configuration;

    private PostfixServer(string configuration, int port, int submissionPort)
    {
        _configuration = configuration;
        Port = port;
        SubmissionPort = submissionPort;
    }

    public int Port { get; }

    /// <summary>Takes mail from whoever has signed in, from that address only.</summary>
    public int SubmissionPort { get; }

    /// <summary>Where Postfix looks for the server that knows users, in its own folder.</summary>
    public static string AuthSocketIn(string folder) => Path.Combine(folder, "queue", "private", "auth");

    public static async Task<PostfixServer> StartAsync(string folder, string mail, CancellationToken ct)
    {
        var (port, submissionPort) = (MailHost.FreePort(), MailHost.FreePort());
        var configuration = Directory.CreateDirectory(Path.Combine(folder, "etc")).FullName;
        var queue = Directory.CreateDirectory(Path.Combine(folder, "queue")).FullName;
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        var deliverConfiguration = Path.Combine(configuration, "deliver.conf");
        Directory.CreateDirectory(mail);
        var senders = Path.Combine(configuration, "senders");
        await File.WriteAllTextAsync(senders, "/^([^+@]+)([+][^@]*)?(@.+)$/ ${1}${3}\n", ct);
        await File.WriteAllTextAsync(Path.Combine(configuration, "main.cf"), $$"""
            compatibility_level = 3.6
            queue_directory = {{queue}}
            data_directory = {{data}}
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = mx.hub.test
            mydestination =
            mynetworks = 127.0.0.0/8
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            recipient_delimiter = +
            virtual_mailbox_domains = hub.test, customer.test
            virtual_transport = maildir
            transport_maps = inline:{missing@customer.test=nobodyhome:}
            maildir_destination_recipient_limit = 1
            mailbox_size_limit = 0
            message_size_limit = 60000000
            smtpd_client_connection_count_limit = 0
            smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
            smtpd_recipient_restrictions = check_recipient_access texthash:{{configuration}}/recipients, permit
            default_transport = error
            maillog_file = {{folder}}/postfix.log
            maillog_file_prefixes = {{Path.GetTempPath().TrimEnd('/')}}

            """, ct);
        await File.WriteAllTextAsync(Path.Combine(configuration, "master.cf"), $$"""
            127.0.0.1:{{port}} inet n - n - - smtpd
            127.0.0.1:{{submissionPort}} inet n - n - - smtpd
              -o smtpd_sasl_auth_enable=yes
              -o smtpd_sasl_type=dovecot
              -o smtpd_sasl_path=private/auth
              -o smtpd_delay_reject=no
              -o smtpd_sender_login_maps=regexp:{{senders}}
              -o smtpd_sender_restrictions=reject_sender_login_mismatch
              -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            maildir unix - n n - - pipe
              flags=DRhu user=nobody null_sender= argv=/usr/lib/dovecot/dovecot-lda -c {{deliverConfiguration}} -o mail_location=maildir:{{mail}}/${domain}/${user}/Maildir -f ${sender}
            nobodyhome unix - n n - - pipe
              user=nobody argv={{configuration}}/nobodyhome
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            tlsmgr unix - - n 1000? 1 tlsmgr
            postlog unix-dgram n - n - 1 postlogd

            """, ct);
        await File.WriteAllTextAsync(Path.Combine(configuration, "recipients"), "", ct);
        // EX_NOUSER: the mail was accepted, and then nobody is there, so it bounces.
        var nobodyHome = Path.Combine(configuration, "nobodyhome");
        await File.WriteAllTextAsync(nobodyHome, "#!/bin/sh\nexit 67\n", ct);
        await ServerCommand.RunAsync("/bin/chmod", ["755", nobodyHome], ct);
        await File.WriteAllTextAsync(deliverConfiguration, "log_path = /dev/stderr\nfirst_valid_uid = 1\nlast_valid_uid = 0\nssl = no\n", ct);
        // The data folder belongs to Postfix' own user, the mail folder to the user mail is delivered as.
        await ServerCommand.RunAsync("/bin/chown", ["postfix", data], ct);
        await ServerCommand.RunAsync("/bin/chown", [$"{MailUser}:{MailUser}", mail], ct);
        await ServerCommand.RunAsync("/usr/sbin/postfix", ["-c", configuration, "start"], ct);
        await MailHost.AnswersAsync(port, ct);
        return new PostfixServer(configuration, port, submissionPort);
    }

    /// <summary>From now on these recipients are answered with these words; new sessions only.</summary>
    public async Task RefuseAsync(IReadOnlyDictionary<string, string> answers, CancellationToken ct)
    {
        await File.WriteAllLinesAsync(Path.Combine(_configuration, "recipients"), answers.Select(static one => $"{one.Key} {one.Value}"), ct);
        await ServerCommand.RunAsync("/usr/sbin/postfix", ["-c", _configuration, "reload"], ct);
        await MailHost.AnswersAsync(Port, ct);
    }

    public async ValueTask DisposeAsync() => await ServerCommand.RunAsync("/usr/sbin/postfix", ["-c", _configuration, "stop"], CancellationToken.None);
}
