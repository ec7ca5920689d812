using System.Globalization;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Server.Composition;
using Hub.Storage.Moving;

namespace Hub.Server.Operator;

/// <summary>Moves the whole installation between engines, machines and versions.</summary>
public sealed class MovingActions(HubParts parts, ISecretSealer sealer, OperatorActions actions, TimeProvider clock)
{
    /// <summary>The answer of a server that runs.</summary>
    public const string Serving = "Hub serves this store, so it is not empty: stop it and import into a new one (Hub__DataDirectory or Hub__Storage__ConnectionString).";

    private const string NoTransfer = "This storage is neither exported nor imported.";

    /// <summary>Writes everything of this instant into one file.</summary>
    public async Task<OperatorAnswer> ExportAsync(MoveRequest request, CancellationToken ct)
    {
        if (parts.Transfer is not { } transfer)
        {
            return OperatorAnswer.Failed(NoTransfer);
        }
        try
        {
            var totals = await new StoreExport(transfer, parts.Blobs, sealer, Catalogue.All, clock).WriteAsync(request.Path, request.Passphrase, ct);
            return OperatorAnswer.Done([$"Exported to {request.Path}: {Of(totals)}.", .. Left(totals.Losses)]);
        }
        catch (MoveRefusedException refused)
        {
            return OperatorAnswer.Failed(refused.Message);
        }
    }

    /// <summary>Reads such a file into the empty store, or goes on where an earlier try was stopped; then checks everything.</summary>
    public async Task<OperatorAnswer> ImportAsync(MoveRequest request, CancellationToken ct)
    {
        if (parts.Transfer is not { } transfer)
        {
            return OperatorAnswer.Failed(NoTransfer);
        }
        try
        {
            var report = await new StoreImport(parts.Store, transfer, sealer, Catalogue.All, clock).ReadAsync(request.Path, request.Passphrase, ct);
            if (report.WasThere)
            {
                return OperatorAnswer.Done("The store holds this import already; nothing was changed.");
            }
            var check = await actions.CheckAsync(ct);
            return new OperatorAnswer(
                report.Missing.Count == 0 ? check.ExitCode : 1,
                [$"Imported {Of(report.Totals)}.", .. Left(report.Losses), .. report.Missing, .. check.Lines]);
        }
        catch (MoveRefusedException refused)
        {
            return OperatorAnswer.Failed(refused.Message);
        }
    }

    private static string Of(ExportTotals totals) => string.Create(CultureInfo.InvariantCulture,
        $"{totals.Documents.Values.Sum()} documents ({totals.Documents.GetValueOrDefault("ticket")} tickets), {totals.Claims} keys, {totals.Outbox} entries of outgoing work, {totals.Blobs} blobs of {totals.BlobBytes} bytes");

    private static IEnumerable<string> Left(IReadOnlyList<string> losses) =>
        losses.Count == 0 ? [] : ["Secrets were left out:", .. losses.Select(static loss => $"  {loss}")];
}
