using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>Shows what was held or suppressed.</summary>
public sealed class ListTray(IHubStore store, IBlobStore blobs)
{
    /// <summary>What lies in the tray.</summary>
    public static Filter<Intake> Waiting { get; } = Intake.Fields.State.In([nameof(IntakeState.Held), nameof(IntakeState.Suppressed)]);

    /// <summary>One page, newest first. Only administrators see the tray: what lies there belongs to no queue yet.</summary>
    public ValueTask<Page<Intake>> HandleAsync(AgentAccess by, PageRequest page, CancellationToken ct) => by.IsAdministrator
        ? store.ListAsync(new View<Intake>(Waiting, Intake.Fields.ReceivedAt, IsDescending: true), page, ct)
        : ValueTask.FromResult(new Page<Intake>([], null));

    /// <summary>The untouched original of an item, to be disposed by the caller; null when it is not there, or not for this agent.</summary>
    public async ValueTask<TrayOriginal?> OpenAsync(DocId<Intake> id, AgentAccess by, CancellationToken ct) =>
        by.IsAdministrator && await store.FindAsync(id, ct) is { State: IntakeState.Held or IntakeState.Suppressed } item
            && await blobs.OpenAsync(item.RawBlob, ct) is { } content
            ? new TrayOriginal(item, content)
            : null;
}

/// <summary>The bytes of something in the tray, as they came.</summary>
public sealed record TrayOriginal(Intake Item, Stream Content);
