using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tests.Live;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;
using Hub.Core.Work;

namespace Hub.Core.Tests.Inbound;

/// <summary>A chat inbox with its queue, and the use cases a visitor's connection calls.</summary>
internal sealed class ChatDesk : IAsyncDisposable
{
    private static readonly InboxId InboxId = new("inb_shop");
    private readonly HubDirectory _directory;
    private readonly TicketNumbers _numbers;
    private readonly StartVisit _start;
    private readonly ReceiveChatMessage _receive;
    private readonly VisitorThread _thread;

    private ChatDesk()
    {
        var clock = TimeProvider.System;
        _directory = new HubDirectory(Node.Store, Node.Feed, WorkShareSettings.Alone, clock);
        _numbers = new TicketNumbers(Node.Store);
        _start = new StartVisit(Node.Store, clock);
        _receive = new ReceiveChatMessage(Node.Writer, Node.Store,
            new OpenChatTicket(Node.Writer, Node.Store, new IdentifyContact(Node.Store, clock), _numbers, _directory, clock), _directory);
        _thread = new VisitorThread(Node.Store, new ThreadReader(Node.Store));
    }

    public Node Node { get; } = new();

    public static async Task<ChatDesk> OpenAsync(
        FollowUpPolicy policy = FollowUpPolicy.Reopen, PrechatField askEmail = PrechatField.Optional)
    {
        var desk = new ChatDesk();
        var queue = new Queue { Id = new QueueId("que_support"), Name = "Support", FollowUp = policy, CreatedAt = Samples.Noon };
        var inbox = new Inbox
        {
            Id = InboxId,
            Name = "Shop",
            Channel = ChannelKind.Chat,
            Queue = queue.Id,
            Chat = new ChatSettings { AllowedOrigins = ["*"], AskEmail = askEmail },
            CreatedAt = Samples.Noon,
        };
        await desk.Node.Store.CommitAsync(new ChangeSet().Insert(queue).Insert(inbox), CancellationToken.None);
        await desk._directory.RefreshAsync(CancellationToken.None);
        return desk;
    }

    public async Task<Visitor> VisitAsync(VisitorIdentity? identity = null) =>
        (await _start.HandleAsync(new VisitCommand(InboxId) { Identity = identity }, CancellationToken.None))
            .ShouldBeOfType<VisitOutcome.Started>().Visitor;

    public Task<VisitOutcome> StartAsync(VisitCommand command) => _start.HandleAsync(command, CancellationToken.None).AsTask();

    public async Task<ChatOutcome.Accepted> SendAsync(Visitor visitor, string clientId, string text = "Hello") =>
        (await TryAsync(visitor, new ChatMessage(clientId, text))).ShouldBeOfType<ChatOutcome.Accepted>();

    public Task<ChatOutcome> TryAsync(Visitor visitor, ChatMessage message) =>
        _receive.HandleAsync(message, visitor, CancellationToken.None).AsTask();

    public Task<VisitorPage> AfterAsync(Visitor visitor, long rev, int limit = 200) =>
        _thread.AfterAsync(visitor, rev, limit, CancellationToken.None).AsTask();

    public async Task<Ticket> TicketAsync(Visitor visitor) =>
        (await Node.Store.FindAsync(visitor.Ticket!.Value, CancellationToken.None))!;

    public Task CloseAsync(TicketId id) =>
        Node.ChangeAsync(id, edit => TicketRules.SetStatus(edit, "closed", TicketState.Closed, null, Samples.Anna));

    public async Task<IReadOnlyList<T>> AllAsync<T>() where T : Document<T>, IDocument<T> =>
        (await Node.Store.ListAsync(new View<T>(Hub.Core.Views.Filter<T>.Everything), new PageRequest(1_000), CancellationToken.None)).Items;

    public ValueTask DisposeAsync()
    {
        _numbers.Dispose();
        _directory.Dispose();
        Node.Dispose();
        return ValueTask.CompletedTask;
    }
}
