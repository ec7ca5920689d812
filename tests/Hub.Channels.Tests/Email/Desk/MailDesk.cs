using System.Text;
using Hub.Channels.Email;
using Hub.Channels.Email.Crypto;
using Hub.Channels.Email.Reading;
using Hub.Channels.Email.Receiving;
using Hub.Channels.Email.Sending;
using Hub.Channels.Templates;
using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Live;
using Hub.Core.MailAccess;
using Hub.Core.Notices;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Work;
using Hub.MailSamples;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>A mail inbox with its queue and everything between raw mail and thread, on a real store in a folder of its own.</summary>
internal sealed class MailDesk : IAsyncDisposable
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly string _folder;
    private readonly HubDirectory _directory;
    private readonly ReceiveIntake _receive;
    private readonly TicketNumbers _numbers;
    private readonly SmtpSender _smtp;
    private readonly TicketFeed _feed;
    private readonly QueueTexts _texts;

    private MailDesk(string folder, SqliteHubStore store, TimeProvider clock, IntakeLimits limits, AutomaticMailLimits automatic, MailTimeouts timeouts)
    {
        _folder = folder;
        Store = store;
        var sealer = new PlainSealer();
        var feed = _feed = new TicketFeed(store, new LoneFanout(), NullLogger<TicketFeed>.Instance);
        var cache = new TicketCache();
        _directory = new HubDirectory(store, feed, WorkShareSettings.Alone, clock);
        _numbers = new TicketNumbers(store.Sequence);
        Writer = new ThreadWriter(store, feed, cache, clock);
        Tokens = new ReplyTokenSource(store, sealer, clock);
        Rings = new KeyRings(store);
        Keys = new AddKeys(store, new KeyFile(), sealer, _directory, clock);
        var plans = new PlanProtection(Rings, _directory, clock);
        var settlement = new IntakeSettlement(store, feed);
        var tag = new TicketTag();
        Protector = new MailProtector(store, plans, sealer, tag, clock);
        _texts = new QueueTexts(new LiquidTemplates(), tag);
        var limiter = new CountingLimiter();
        Undeliverable = new UndeliverableAddresses(store, clock);
        Pauses = new QueuePauses(store, _directory, feed, automatic, clock);
        Guard = new AutomaticMailGuard(Undeliverable, limiter, Pauses, _directory, automatic);
        Pipeline = new InboundPipeline(store, store.Blobs, Writer, new ThreadResolver(store), new IdentifyContact(store, clock), _numbers, _directory,
            Tokens, new AutomaticMail(Guard, limiter, tag, _texts), settlement,
            new ReportFiling(store, Writer, settlement, Undeliverable, _directory, clock), new ImportOfferedKeys(store, Rings, clock), tag, limits, clock);
        _receive = new ReceiveIntake(store, store.Blobs, feed, limits, clock);
        Reader = new SwitchedReader(new MimeReader(tag, limits, new MailOpener(Rings, _directory, sealer, clock)));
        File = new FileIntake(store, store.Blobs, [Reader], Pipeline, settlement, _directory, limits, clock, Faults);
        Tray = new DeskTray(store, File, feed, _directory, clock);
        Lanes = new IntakeLanes(File, store, store.Blobs, [Reader], _directory, clock, NullLogger<IntakeLanes>.Instance);
        var alarm = new SignInAlarm(new SettingsWriter(store), _directory, feed, clock);
        var credentials = new MailCredentials(sealer, new MailboxTokens(store, new NoTokens(), alarm, sealer, clock, NullLogger<MailboxTokens>.Instance));
        Troubles = new InboxTroubles(store, feed, clock);
        var watchdog = new Watchdog(timeouts, clock);
        _smtp = new SmtpSender(credentials, watchdog, clock);
        Channel = new EmailChannel(store, store.Blobs, Tokens, tag, _smtp,
            new ImapReceiver(_receive, Lanes, store, limits, credentials, watchdog, clock, NullLogger<ImapReceiver>.Instance),
            new Pop3Receiver(_receive, Lanes, limits, credentials, watchdog, clock, NullLogger<Pop3Receiver>.Instance), Protector, credentials, watchdog, clock);
        Reply = new ReplyToTicket(Writer, store, new NoLocks(), _directory, Tokens, new ClosingRule(new TicketFamily(store), _directory), plans,
            new ReplyLines(store, Undeliverable, _directory));
        Clock = clock;
    }

    public static AgentAccess Anna { get; } = new(new AgentId("agt_anna"), "Anna", IsAdministrator: true, Hub.Core.Queues.QueueRights.Everything);

    public TimeProvider Clock { get; }

    /// <summary>What the filing could not cope with.</summary>
    public FaultLog Faults { get; } = new();

    public SqliteHubStore Store { get; }

    public ThreadWriter Writer { get; }

    public ReplyTokenSource Tokens { get; }

    public InboundPipeline Pipeline { get; }

    public KeyRings Rings { get; }

    public AddKeys Keys { get; }

    public MailProtector Protector { get; }

    public SwitchedReader Reader { get; }

    public InboxTroubles Troubles { get; }

    public UndeliverableAddresses Undeliverable { get; }

    public QueuePauses Pauses { get; }

    public AutomaticMailGuard Guard { get; }

    public DeskTray Tray { get; }

    public FileIntake File { get; }

    public IntakeLanes Lanes { get; }

    public EmailChannel Channel { get; }

    public ReplyToTicket Reply { get; }

    public Inbox Inbox { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<MailDesk> OpenAsync(TimeProvider? clock = null, Queue? queue = null, EmailSettings? settings = null, IntakeLimits? limits = null,
        AutomaticMailLimits? automatic = null, MailTimeouts? timeouts = null)
    {
        clock ??= TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("hub-mail-").FullName;
        var store = await SqliteHubStore.OpenAsync(
            new SqliteOptions { DataDirectory = folder, RefuseScans = true }, Catalogue.All, clock, NullLoggerFactory.Instance, Stop);
        var desk = new MailDesk(folder, store, clock, limits ?? new IntakeLimits(), automatic ?? new AutomaticMailLimits(), timeouts ?? new MailTimeouts());
        queue ??= new Queue { Id = new QueueId("que_support"), Name = "Support", CreatedAt = Begun };
        desk.Inbox = new Inbox
        {
            Id = new InboxId("inb_mail"),
            Name = "Support",
            Channel = ChannelKind.Email,
            Queue = queue.Id,
            Email = settings ?? new EmailSettings { Address = "support@hub.test" },
            CreatedAt = Begun,
        };
        (await store.CommitAsync(new ChangeSet().Insert(queue).Insert(desk.Inbox), Stop)).ShouldBeOfType<CommitOutcome.Committed>();
        await desk._directory.RefreshAsync(Stop);
        return desk;
    }

    /// <summary>Another inbox in the same queue.</summary>
    public async Task<Inbox> AddInboxAsync(string id, string address, ChannelKind channel = ChannelKind.Email)
    {
        var inbox = Inbox with
        {
            Id = new InboxId(id),
            Version = 0,
            Channel = channel,
            Email = channel == ChannelKind.Email ? new EmailSettings { Address = address } : null,
        };
        (await Store.CommitAsync(new ChangeSet().Insert(inbox), Stop)).ShouldBeOfType<CommitOutcome.Committed>();
        await _directory.RefreshAsync(Stop);
        return inbox;
    }

    public async Task AddQueuesAsync(params Queue[] queues)
    {
        var changes = new ChangeSet();
        foreach (var queue in queues)
        {
            changes.Insert(queue);
        }
        (await Store.CommitAsync(changes, Stop)).ShouldBeOfType<CommitOutcome.Committed>();
        await _directory.RefreshAsync(Stop);
    }

    public async Task<Agent> AddAgentAsync(string name, string email, bool isAdministrator = false)
    {
        var agent = new Agent { Id = AgentId.New(Begun), Name = name, Email = email, IsAdministrator = isAdministrator, SecurityStamp = "1", CreatedAt = Begun };
        (await Store.CommitAsync(new ChangeSet().Insert(agent), Stop)).ShouldBeOfType<CommitOutcome.Committed>();
        await _directory.RefreshAsync(Stop);
        return agent;
    }

    public KeepReceiving Receiving => new(Troubles, Clock, NullLogger<KeepReceiving>.Instance);

    public SituationDesk Situations() => new(Store, _receive, File, Writer, Reply, Tokens, _directory, Inbox);

    public ReceiveExternalMessage External() => new(Pipeline, Store, _directory);

    public DeliverMessage Deliver(IChannel? channel = null) =>
        new(Store, Writer, _directory, [channel ?? Channel], Undeliverable, _texts, Clock, NullLogger<DeliverMessage>.Instance);

    public NoticeMail NoticeMail() => new(_smtp, Tokens, Clock);

    /// <summary>Tells agents.</summary>
    public NotifyAgents Notify(INoticeMail mail) => new(Store, _directory, _feed, new MailNotice(
        Store, _directory, mail, new NoticeTexts(static number => $"https://hub.test/{number}"), Guard, Undeliverable), Clock);

    public async Task<Intake> KeepAsync(byte[] mail, InboxId? inbox = null, string? sourceKey = null) =>
        (await _receive.HandleAsync(inbox ?? Inbox.Id, new MemoryStream(mail), sourceKey, Stop)).ShouldBeOfType<ReceiveOutcome.Received>().Intake;

    public ValueTask<ReceiveOutcome> ReceiveAsync(Stream mail, string? sourceKey) => _receive.HandleAsync(Inbox.Id, mail, sourceKey, Stop);

    /// <summary>The bytes as they were kept.</summary>
    public async Task<byte[]> RawAsync(Intake intake)
    {
        await using var raw = (await Store.Blobs.OpenAsync(intake.RawBlob, Stop))!;
        var bytes = new byte[raw.Length];
        await raw.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }

    /// <summary>Receives and files one mail.</summary>
    public async Task<FilingOutcome> FileAsync(string mail, InboxId? inbox = null) =>
        await File.HandleAsync(await KeepAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), inbox), Stop);

    public async Task<Ticket> TicketAsync(string? number) =>
        (await Store.FindAsync(new TicketId((await Store.ResolveAsync(Ticket.NumberKey(number!), Stop))!.Value.Key), Stop))!;

    public async Task<Message> EntryAsync(FilingOutcome outcome) => (await Store.FindAsync(outcome.Message!.Value, Stop))!;

    public async Task<IReadOnlyList<Message>> ThreadAsync(string? number) =>
        (await new ThreadReader(Store).ListAsync((await TicketAsync(number)).Id, 0, new PageRequest(1000), Stop)).Items;

    /// <summary>An agent's public answer to the newest state of a ticket.</summary>
    public async Task<Message> AnswerAsync(string number, string text, ThenStatus? then = null)
    {
        var ticket = await TicketAsync(number);
        return (await Reply.HandleAsync(new ReplyCommand(ticket.Id, text, ticket.LastSeq) { Then = then }, Anna, Stop)).ShouldBeOfType<ReplyOutcome.Sent>().Message;
    }

    public async Task CloseAsync(string number) => await Writer.ChangeAsync((await TicketAsync(number)).Id, (ticket, now) =>
    {
        var edit = new TicketEdit(ticket, now);
        TicketRules.SetStatus(edit, "closed", TicketState.Closed, null, Anna.ToActor());
        return ValueTask.FromResult(new Decision<bool>(true, edit));
    }, notFound: false, Stop);

    public async ValueTask DisposeAsync()
    {
        await _smtp.DisposeAsync();
        _numbers.Dispose();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
