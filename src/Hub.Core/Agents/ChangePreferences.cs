using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Agents;

/// <summary>What an agent sets for itself; null leaves alone.</summary>
public sealed record PreferencesCommand
{
    /// <summary><c>de</c>, <c>en</c>, or "" to follow the browser.</summary>
    public string? Language { get; init; }

    /// <summary>What it says about being there; <see cref="Availability.Offline"/> cannot be chosen.</summary>
    public Availability? Availability { get; init; }

    /// <summary>Enter sends when true, Ctrl/Cmd+Enter when false.</summary>
    public bool? SendsOnEnter { get; init; }

    /// <summary>Where the console goes after a message was sent.</summary>
    public AfterSend? AfterSend { get; init; }

    /// <summary>Whom a reply by mail goes to unless its writer chooses otherwise.</summary>
    public ReplyScope? ReplyScope { get; init; }
}

/// <summary>Keeps an agent's own preferences and tells everybody about a new availability.</summary>
public sealed class ChangePreferences(IHubStore store, HubDirectory directory, TicketFeed feed)
{
    /// <summary>Handles the command; the agent as it is now, or null when there is no such active agent.</summary>
    public async ValueTask<Agent?> HandleAsync(PreferencesCommand command, AgentId by, CancellationToken ct)
    {
        while (true)
        {
            var agent = await store.FindAsync(by, ct);
            if (agent is not { IsActive: true })
            {
                return null;
            }
            var next = agent with
            {
                Language = command.Language switch { null => agent.Language, "" => null, var language => language },
                Availability = command.Availability is { } chosen and not Availability.Offline ? chosen : agent.Availability,
                SendsOnEnter = command.SendsOnEnter ?? agent.SendsOnEnter,
                AfterSend = command.AfterSend ?? agent.AfterSend,
                ReplyScope = command.ReplyScope ?? agent.ReplyScope,
            };
            if (next == agent)
            {
                return agent;
            }
            if (await store.CommitAsync(new ChangeSet().Replace(agent, next), ct) is CommitOutcome.Committed)
            {
                await directory.AnnounceAgentAsync(by, ct);
                feed.Publish(new FeedEvent.PresenceChanged());
                return next with { Version = agent.Version + 1 };
            }
        }
    }
}
