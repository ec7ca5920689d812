using Hub.Core.Agents;
using Hub.Core.Ports;

namespace Hub.Core.Inboxes;

/// <summary>How a connection test ended.</summary>
public abstract record InboxTestOutcome
{
    private InboxTestOutcome()
    {
    }

    /// <summary>All servers answered, or there are none.</summary>
    public sealed record Works : InboxTestOutcome;

    /// <summary>What went wrong, for people.</summary>
    public sealed record Fails(string Text) : InboxTestOutcome;

    /// <summary>No such inbox.</summary>
    public sealed record NotFound : InboxTestOutcome;

    /// <summary>Only administrators may do that.</summary>
    public sealed record Forbidden : InboxTestOutcome;
}

/// <summary>Signs in to the servers of an inbox and out again.</summary>
public sealed class TestInbox(IHubStore store, IEnumerable<IChannel> channels)
{
    /// <summary>Administrators only.</summary>
    public async ValueTask<InboxTestOutcome> HandleAsync(InboxId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new InboxTestOutcome.Forbidden();
        }
        if (await store.FindAsync(id, ct) is not { } inbox)
        {
            return new InboxTestOutcome.NotFound();
        }
        var channel = channels.OfType<IPollingChannel>().FirstOrDefault(candidate => candidate.Kind == inbox.Channel);
        return channel is not null && await channel.TestAsync(inbox, ct) is { } problem
            ? new InboxTestOutcome.Fails(problem)
            : new InboxTestOutcome.Works();
    }
}
