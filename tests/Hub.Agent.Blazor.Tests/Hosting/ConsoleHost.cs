using Hub.Agent.Blazor.Composition;
using Hub.Agent.Blazor.State;
using Hub.Coordination;
using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Searching;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Work;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Agent.Blazor.Tests.Hosting;

/// <summary>The console's states on SQLite and Garnet, for as many agents as a test signs in; time stands until a test moves it.</summary>
public sealed class ConsoleHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-console-").FullName;
    private SqliteHubStore _store = null!;
    private CoordinationHost _coordination = null!;
    private ServiceProvider _services = null!;

    public FakeTimeProvider Clock { get; } = new(Entries.Noon);

    public QueueId Queue { get; } = new("que_support");

    /// <summary>The mailbox alone, for what asks for our own addresses.</summary>
    public static DirectorySnapshot Addresses => DirectorySnapshot.Empty with { Inboxes = new Dictionary<InboxId, Inbox> { [Account.Id] = Account } };

    public static Inbox Account { get; } = new()
    {
        Id = new InboxId("inb_mail"),
        Name = "Help desk",
        Channel = ChannelKind.Email,
        Queue = new QueueId("que_support"),
        CreatedAt = Entries.Noon,
        Email = new EmailSettings { Address = "help@hub.test", SenderName = "Kettle team" },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var logs = NullLoggerFactory.Instance;
        _store = await SqliteHubStore.OpenAsync(new SqliteOptions { DataDirectory = _folder }, Catalogue.All, TimeProvider.System, logs, Ct);
        _coordination = await CoordinationHost.StartAsync(new CoordinationSettings(), TimeProvider.System, logs, Ct);
        _services = new ServiceCollection()
            .AddLogging()
            .AddHubConsole()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IHubStore>(_store)
            .AddSingleton(_coordination.Presence)
            .AddSingleton(_coordination.Locks)
            .AddSingleton(_coordination.Fanout)
            .AddSingleton(WorkShareSettings.Alone)
            .AddSingleton<TicketFeed>().AddSingleton<HubDirectory>().AddSingleton<QueueCounts>().AddSingleton<TicketCache>().AddSingleton<ThreadWriter>()
            .AddSingleton<TicketFamily>().AddSingleton<ClosingRule>().AddSingleton<MergedThread>()
            .AddSingleton<ThreadReader>().AddSingleton<Disclosure>().AddSingleton<ReplyLines>().AddSingleton<ReplyToTicket>().AddSingleton<AddNote>()
            .AddSingleton<KeyRings>().AddSingleton<PlanProtection>()
            .AddSingleton<ChangeTicket>().AddSingleton<LockTicket>().AddSingleton<SaveDraft>().AddSingleton<MarkRead>()
            // Its short pauses are for screens, not for what a test moves.
            .AddSingleton(static services => ActivatorUtilities.CreateInstance<LiveTickets>(services, TimeProvider.System))
            .AddSingleton<ISecretSealer, OpenSealer>()
            .AddSingleton<ReplyTokenSource>()
            .AddSingleton<FindContacts>().AddSingleton<SearchTickets>().AddSingleton<FindDuplicates>().AddSingleton<UndeliverableAddresses>().AddSingleton<ChangePreferences>()
            .BuildServiceProvider();
        var queue = new Queue { Id = Queue, Name = "Support", CreatedAt = Entries.Noon };
        await _store.CommitAsync(new ChangeSet().Insert(queue).Insert(Account).Insert(AgentOf("agt_anna", "Anna Berger")).Insert(AgentOf("agt_ben", "Ben Clarke")), Ct);
        await _services.GetRequiredService<HubDirectory>().RefreshAsync(Ct);
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A console of its own, with states of its own.</summary>
    public async Task<AsyncServiceScope> SignInAsync(string agent)
    {
        var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ConsoleSession>().StartAsync(new AgentId(agent), "en", BrowserFacts.Unknown, Ct);
        return scope;
    }

    /// <summary>A ticket with one message of the customer.</summary>
    public async Task<Ticket> OpenAsync(string number)
    {
        var now = Clock.GetUtcNow();
        var ticket = Entries.Ticket(number) with { Queue = Queue, CreatedAt = now, LastActivityAt = now, UpdatedAt = now, Version = 0 };
        var edit = new TicketEdit(ticket, now, isNew: true);
        TicketRules.Receive(edit, Inbound($"first of {number}"), null, reopens: false);
        await Get<ThreadWriter>().CommitAsync(edit, null, Ct);
        return edit.Ticket;
    }

    /// <summary>The customer writes again.</summary>
    public async Task WriteAsync(Ticket ticket, string text) => await Get<ThreadWriter>().ChangeAsync(ticket.Id, (header, now) =>
    {
        var edit = new TicketEdit(header, now);
        TicketRules.Receive(edit, Inbound(text), null, reopens: false);
        return ValueTask.FromResult(new Decision<bool>(true, edit));
    }, notFound: false, Ct);

    /// <summary>A ticket with one mail of the customer to the mailbox, with others in copy.</summary>
    public async Task<Ticket> OpenMailAsync(string number, params Mailbox[] copies)
    {
        var now = Clock.GetUtcNow();
        var ticket = Entries.Ticket(number) with { Queue = Queue, CreatedAt = now, LastActivityAt = now, UpdatedAt = now, Version = 0 };
        var edit = new TicketEdit(ticket, now, isNew: true);
        ReceiveMail(edit, Entries.Marta, copies);
        TicketRules.AddParticipants(edit, [new Participant("marta@customer.example", "Marta Nowak", ParticipantRole.Requester)]);
        AddCopies(edit, copies);
        await Get<ThreadWriter>().CommitAsync(edit, null, Ct);
        return edit.Ticket;
    }

    /// <summary>Somebody who takes part writes a mail, with others in copy.</summary>
    public async Task WriteMailAsync(Ticket ticket, Actor from, params Mailbox[] copies) => await Get<ThreadWriter>().ChangeAsync(ticket.Id, (header, now) =>
    {
        var edit = new TicketEdit(header, now);
        ReceiveMail(edit, from, copies);
        AddCopies(edit, copies);
        return ValueTask.FromResult(new Decision<bool>(true, edit));
    }, notFound: false, Ct);

    /// <summary>Awaits a state of the screen.</summary>
    public static async Task Until(ObservableState state, Func<bool> holds)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (holds())
            {
                reached.TrySetResult();
            }
        }
        state.Changed += Look;
        Look();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        state.Changed -= Look;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _coordination.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void ReceiveMail(TicketEdit edit, Actor from, Mailbox[] copies)
    {
        var id = $"{Guid.NewGuid():n}@customer.example";
        TicketRules.Receive(edit, Inbound("It leaks.") with
        {
            Author = from,
            Channel = ChannelKind.Email,
            Inbox = Account.Id,
            To = [new Mailbox(null, Account.Email!.Address)],
            Cc = copies,
            Mail = new MailFacts { MessageId = id, MessageIdKey = id },
        }, new Conversation(Account.Id, ChannelKind.Email, from.Address!, from.Name, edit.Now) { LastMessageId = id }, reopens: false);
    }

    private static void AddCopies(TicketEdit edit, Mailbox[] copies) =>
        TicketRules.AddParticipants(edit, copies.Select(static box => new Participant(box.Address, box.Name, ParticipantRole.Copy)));

    private Message Inbound(string text) => Entries.Message(0, Entries.Marta, text: text) with
    {
        Id = MessageId.New(Clock.GetUtcNow()),
        CreatedAt = Clock.GetUtcNow(),
        Channel = ChannelKind.Chat,
    };

    private static AgentAccount AgentOf(string id, string name) => new()
    {
        Id = new AgentId(id),
        Name = name,
        Email = $"{id}@hub.test",
        SecurityStamp = "stamp",
        IsAdministrator = true,
        CreatedAt = Entries.Noon,
    };

    /// <summary>No mail leaves these tests, so nothing needs sealing.</summary>
    private sealed class OpenSealer : ISecretSealer
    {
        public string Seal(string secret) => secret;

        public string? Open(string sealedSecret) => sealedSecret;
    }
}
