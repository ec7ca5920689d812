using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>How a connection test ended.</summary>
public abstract record InboxTestOutcome
{
    private InboxTestOutcome()
    {
    }

    /// <summary>It was tried.</summary>
    public sealed record Tested(InboxTestReport Report) : InboxTestOutcome;

    /// <summary>A value of the draft is wrong, so that nothing was tried.</summary>
    public sealed record Invalid(string Field, string Text) : InboxTestOutcome;

    /// <summary>No such inbox.</summary>
    public sealed record NotFound : InboxTestOutcome;

    /// <summary>Only administrators may do that.</summary>
    public sealed record Forbidden : InboxTestOutcome;
}

/// <summary>Signs in to the servers of an inbox and out again, as it is stored or as a form has it. Nothing is stored.</summary>
public sealed class TestInbox(IHubStore store, HubDirectory directory, IEnumerable<IChannel> channels, ISecretSealer sealer, TimeProvider clock)
{
    /// <summary>Administrators only.</summary>
    /// <param name="id">The inbox; null for one that is not stored yet.</param>
    /// <param name="change">Makes the draft to try out of the stored one; null tries what is stored.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<InboxTestOutcome> HandleAsync(InboxId? id, Func<InboxDraft, InboxDraft>? change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new InboxTestOutcome.Forbidden();
        }
        var stored = id is { } known ? await store.FindAsync(known, ct) : CreateInbox.Blank(clock.GetUtcNow());
        if (stored is null)
        {
            return new InboxTestOutcome.NotFound();
        }
        if (change is null)
        {
            return await TestAsync(stored, ct);
        }
        return InboxRules.Apply(stored, change(InboxDraft.Of(stored)), directory.Current, sealer) switch
        {
            SettingOutcome<Inbox>.Done { Value: var inbox } => await TestAsync(inbox, ct),
            SettingOutcome<Inbox>.Invalid invalid => new InboxTestOutcome.Invalid(invalid.Field, invalid.Text),
            var outcome => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private async ValueTask<InboxTestOutcome> TestAsync(Inbox inbox, CancellationToken ct) =>
        new InboxTestOutcome.Tested(channels.OfType<IPollingChannel>().FirstOrDefault(candidate => candidate.Kind == inbox.Channel) is { } channel
            ? await channel.TestAsync(inbox, ct)
            : new InboxTestReport([]));
}
