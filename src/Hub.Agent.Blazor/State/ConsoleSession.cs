using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.Ports;

namespace Hub.Agent.Blazor.State;

/// <summary>Who looks at this console, with what rights and in which language. One for each circuit; holds the agent's id and
/// reads everything else, so that a change of rights acts as soon as the directory has it.</summary>
public sealed class ConsoleSession(HubDirectory directory, IHubStore store, TimeProvider clock) : ObservableState, IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private AgentAccount? _agent;
    private string? _securityStamp;
    private string? _acceptLanguage;

    /// <summary>The agent's rights changed; lists and threads narrow what they show.</summary>
    public event Action<AgentAccess>? AccessChanged;

    /// <summary>This console's connection, for presence.</summary>
    public string Connection { get; } = Guid.CreateVersion7().ToString("n");

    /// <summary>Cancelled when the console is gone.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>False once the account is closed, its password changed, or it is not known.</summary>
    public bool IsSignedIn => _agent is not null;

    public AgentAccount Agent => _agent ?? throw new InvalidOperationException("The session has not started.");

    public AgentAccess Access { get; private set; } = null!;

    public ConsoleTexts Texts { get; private set; } = ConsoleTexts.English;

    public BrowserFacts Browser { get; private set; } = BrowserFacts.Unknown;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public DirectorySnapshot Directory => directory.Current;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A queue with those above it that the agent sees, as people read it.</summary>
    public string PathOf(QueueId queue) => Access.PathOf(queue, Directory).Replace("::", " › ", StringComparison.Ordinal);

    /// <summary>Begins for an agent.</summary>
    public async Task StartAsync(AgentId agent, string? acceptLanguage, BrowserFacts browser, CancellationToken ct)
    {
        _acceptLanguage = acceptLanguage;
        Browse(browser);
        var found = directory.Current.Agents.GetValueOrDefault(agent) ?? await store.FindAsync(agent, ct);
        _securityStamp = found?.SecurityStamp;
        Take(found);
        directory.Changed += OnDirectoryChanged;
    }

    /// <summary>The browser's looks changed.</summary>
    public void Browse(BrowserFacts browser)
    {
        Browser = browser;
        Zone = browser.Zone;
        Notify();
    }

    public async ValueTask DisposeAsync()
    {
        directory.Changed -= OnDirectoryChanged;
        await _ended.CancelAsync();
        _ended.Dispose();
    }

    private void OnDirectoryChanged(DirectorySnapshot snapshot)
    {
        if (_agent is { } agent)
        {
            Take(snapshot.Agents.GetValueOrDefault(agent.Id) is { } found && found.Version >= agent.Version ? found : agent);
        }
    }

    private void Take(AgentAccount? agent)
    {
        if (agent is not { IsActive: true } || agent.SecurityStamp != _securityStamp)
        {
            _agent = null;
            Notify();
            return;
        }
        var access = AgentAccess.Of(agent, directory.Current);
        var isNew = _agent is null || access != Access;
        _agent = agent;
        Access = access;
        Texts = ConsoleTexts.For(agent.Language, _acceptLanguage);
        if (isNew)
        {
            AccessChanged?.Invoke(access);
        }
        Notify();
    }
}
