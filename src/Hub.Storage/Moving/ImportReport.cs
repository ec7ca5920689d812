namespace Hub.Storage.Moving;

/// <summary>What an import did.</summary>
/// <param name="Totals">What the file holds.</param>
/// <param name="Losses">What is lost with secrets left out, one sentence each.</param>
/// <param name="Missing">Where the store does not hold as much as the file, one line each; empty when all is there.</param>
/// <param name="WasThere">True when an earlier import of the file had ended; nothing was changed then.</param>
public sealed record ImportReport(ExportTotals Totals, IReadOnlyList<string> Losses, IReadOnlyList<string> Missing, bool WasThere);
