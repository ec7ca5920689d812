using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>Shows what was held or suppressed.</summary>
public sealed class ListTray(IHubStore store)
{
    private static readonly string[] TrayStates = [nameof(IntakeState.Held), nameof(IntakeState.Suppressed)];

    /// <summary>One page, newest first. Only administrators see the tray: what lies there belongs to no queue yet.</summary>
    public ValueTask<Page<Intake>> HandleAsync(AgentAccess by, PageRequest page, CancellationToken ct) => by.IsAdministrator
        ? store.ListAsync(new View<Intake>(Intake.Fields.State.In(TrayStates), Intake.Fields.ReceivedAt, IsDescending: true), page, ct)
        : ValueTask.FromResult(new Page<Intake>([], null));
}
