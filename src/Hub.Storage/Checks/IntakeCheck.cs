using System.Runtime.CompilerServices;
using Hub.Core.Inbound;
using Hub.Core.Ports;

namespace Hub.Storage.Checks;

/// <summary>Nothing that arrived waits longer than it may.</summary>
internal sealed class IntakeCheck(IStoreInspection inspection, TimeProvider clock)
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var document in inspection.ReadAllAsync(Intake.Kind, ct).ConfigureAwait(false))
        {
            var intake = (Intake)document;
            if (intake.State == IntakeState.Received && clock.GetUtcNow() - intake.ReceivedAt > StoreCheck.LongestDelay)
            {
                yield return new Finding("intake", $"intake {intake.Id}", $"received {intake.ReceivedAt:u} and not filed after {intake.Attempts} tries");
            }
        }
    }
}
