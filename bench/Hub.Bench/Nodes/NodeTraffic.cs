using System.Diagnostics;
using Hub.Bench.Clients;
using Hub.Bench.Faults;
using Hub.Bench.Processes;

namespace Hub.Bench.Nodes;

/// <summary>Visitors and a mail feed who write on two nodes, and an agent who watches one visitor's ticket, whatever happens to the
/// nodes; then everything is read back.</summary>
public sealed class NodeTraffic : IAsyncDisposable
{
    private readonly FaultPlan _plan;
    private readonly ApiClient _api;
    private readonly MailFeed _mail;
    private readonly List<PersistentVisitor> _visitors;
    private readonly TaskCompletionSource _faultsOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;
    private PersistentAgent? _agent;

    private NodeTraffic(FaultPlan plan, ApiClient api, MailFeed mail, List<PersistentVisitor> visitors) =>
        (_plan, _api, _mail, _visitors) = (plan, api, mail, visitors);

    /// <summary>Messages and mails whose receipt was confirmed so far.</summary>
    public int Acknowledged => _visitors.Sum(static visitor => visitor.Acknowledged.Count) + _mail.Acknowledged.Count;

    /// <summary>Begins, and answers when the agent watches.</summary>
    /// <param name="plan">How much is written at least; the visitors go on until <see cref="EndAsync"/>.</param>
    /// <param name="address">Where visitors and mails go.</param>
    /// <param name="agentAddress">Where the agent is.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<NodeTraffic> BeginAsync(FaultPlan plan, Uri address, Uri agentAddress, CancellationToken ct)
    {
        var api = new ApiClient(address, HubServer.Token);
        var chat = await api.CreateChatInboxAsync(ct);
        var ticket = await api.FrameTicketAsync(chat, ct);
        var mailbox = await api.CreateInboxAsync("Mail", "email", new { address = "help@hub.example" }, ct);
        var visitors = Enumerable.Range(0, plan.Visitors).Select(place => new PersistentVisitor(address, chat, ticket, $"v{place}")).ToList();
        var traffic = new NodeTraffic(plan, api, new MailFeed(address, mailbox), visitors);
        traffic._writing = traffic.WriteAsync(ct);
        traffic._agent = new PersistentAgent(agentAddress, HubServer.Token, await traffic.FirstNumberAsync(ct));
        await traffic._agent.StartAsync();
        return traffic;
    }

    /// <summary>The faults are over: waits until the rest is written and seen, and reads everything back.</summary>
    public async Task<NodeFaultReport> EndAsync(CancellationToken ct)
    {
        _faultsOver.SetResult();
        await _writing;
        await WhenSeenAsync(ct);
        return new NodeFaultReport(
            await new FaultReading(_api, _visitors, _mail).ReadAsync(ct), _visitors.Max(static visitor => visitor.SlowestResume),
            _visitors.Max(static visitor => visitor.SlowestAnswer), _agent!.SlowestResume,
            _agent.Texts.SequenceEqual(_visitors[0].Acknowledged.Select(static one => one.Marker)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        _api.Dispose();
    }

    private Task WriteAsync(CancellationToken ct) => Task.WhenAll(
    [
        .. _visitors.Select(visitor => visitor.WriteAsync(written => written < _plan.MessagesEach || !_faultsOver.Task.IsCompleted, _plan.Pause, ct)),
        _mail.SendAsync(_plan.Mails, _plan.Pause / 2, ct),
    ]);

    private async Task<string> FirstNumberAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_visitors[0].Acknowledged.Count == 0)
        {
            await timer.WaitForNextTickAsync(ct);
        }

        return _visitors[0].Acknowledged[0].Number!;
    }

    private async Task WhenSeenAsync(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (_agent!.Texts.Count < _visitors[0].Acknowledged.Count && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }
}

/// <summary>What was found after traffic.</summary>
/// <param name="Found">Lost, doubled, out of order; <c>check</c> is not part of it.</param>
/// <param name="VisitorResume">Longest time from a visitor's failed attempt until that message was acknowledged.</param>
/// <param name="SlowestAnswer">Longest time of one attempt that succeeded, a new connection included.</param>
/// <param name="AgentResume">Longest time until an agent watched again.</param>
/// <param name="AgentSawAll">Whether the agent has each message of the ticket it watched, once and in order.</param>
public sealed record NodeFaultReport(FaultReport Found, TimeSpan VisitorResume, TimeSpan SlowestAnswer, TimeSpan AgentResume, bool AgentSawAll);
