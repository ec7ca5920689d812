using Hub.Channels.Email;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Storage;
using Hub.Core.Work;
using Hub.MailServers;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>A desk whose mailbox is really fetched and whose outbox is really sent.</summary>
internal sealed class RunningDesk : IAsyncDisposable
{
    private static readonly MailTimeouts Patient = new()
    {
        Connect = TimeSpan.FromMinutes(50),
        Command = TimeSpan.FromHours(3),
        Mail = TimeSpan.FromHours(50),
        Send = TimeSpan.FromHours(5),
    };

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _work = [];
    private CancellationTokenSource _receiving = new();
    private Task _receiver = Task.CompletedTask;

    private RunningDesk(MailDesk desk, string address)
    {
        Desk = desk;
        Address = address;
    }

    public MailDesk Desk { get; }

    public string Address { get; }

    /// <summary>Starts with the servers of the host, or those that are put in their place.</summary>
    public static async Task<RunningDesk> StartAsync(
        MailHost host, string protocol, string? name = null, Func<EmailSettings, EmailSettings>? change = null, MailTimeouts? timeouts = null)
    {
        var address = $"{name ?? protocol}@hub.test";
        MailServer Server(int port) => new("127.0.0.1", port, MailSecurity.None, address, MailHost.Password);
        var settings = new EmailSettings
        {
            Address = address,
            Imap = protocol == "imap" ? Server(host.ImapPort) : null,
            Pop3 = protocol == "pop3" ? Server(host.Pop3Port) : null,
            Smtp = new MailServer("127.0.0.1", host.SmtpPort, MailSecurity.None, null, null),
        };
        // POP3 looks once a minute: its clock runs faster here. By which a mail of 20 MB may take its time to come and to be read.
        var limits = new IntakeLimits { ReadPatience = TimeSpan.FromHours(2) };
        var running = new RunningDesk(await MailDesk.OpenAsync(
            new QuickClock(), settings: change?.Invoke(settings) ?? settings, limits: limits, timeouts: timeouts ?? Patient), address);
        running._work.Add(running.Desk.Lanes.RunAsync(running._stop.Token));
        running._work.Add(running.RelayAsync(running._stop.Token));
        running.Receive();
        return running;
    }

    /// <summary>Receives anew without knowing how far it got before.</summary>
    public async Task ForgetPositionAsync()
    {
        await StopReceivingAsync();
        var position = (await Desk.Store.FindAsync(MailboxPosition.IdOf(Desk.Inbox.Id), MailDesk.Stop))!;
        await Desk.Store.CommitAsync(new ChangeSet().Replace(position, position with { LastUid = 0 }), MailDesk.Stop);
        Receive();
    }

    /// <summary>Until nothing is left to send.</summary>
    public Task IdleAsync() => Eventually.GetAsync("everything is sent", async () =>
        (await Desk.Store.Outbox.DepthAsync(MailDesk.Stop)).Pending == 0 ? "" : null);

    public async ValueTask DisposeAsync()
    {
        await StopReceivingAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _receiving.Dispose();
        await Desk.DisposeAsync();
    }

    private void Receive()
    {
        _receiving.Dispose();
        _receiving = new CancellationTokenSource();
        _receiver = Desk.Receiving.RunAsync(Desk.Channel, Desk.Inbox, HeldLease.Alone, _receiving.Token);
    }

    private async Task StopReceivingAsync()
    {
        await _receiving.CancelAsync();
        await _receiver.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RelayAsync(CancellationToken ct)
    {
        while (true)
        {
            foreach (var work in await Desk.Store.Outbox.LeaseAsync(OutboxConsumers.Deliver, 10, DeliverMessage.Lease, ct))
            {
                await Desk.Deliver().HandleAsync(work, ct);
            }
            await Desk.Store.Outbox.WaitAsync(OutboxConsumers.Deliver, ct);
        }
    }
}
