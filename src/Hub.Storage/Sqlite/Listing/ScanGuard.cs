using System.Collections.Concurrent;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>Refuses a query that would read or sort an unbounded part of a table. On in tests, so that a view without an index
/// fails there and not in a large installation.</summary>
internal sealed class ScanGuard(bool isOn)
{
    private readonly ConcurrentDictionary<string, bool> _passed = new(StringComparer.Ordinal);

    public void Check(SqliteSession session, ListPlan plan, SqlText query, string shape)
    {
        if (!isOn || _passed.ContainsKey(query.Sql))
        {
            return;
        }
        if (!plan.IsBounded)
        {
            throw new UnboundedViewException(shape, "no index shape covers it");
        }
        using var explain = session.Explain(query.Sql);
        while (explain.Step())
        {
            var step = explain.Text(3);
            var isTableScan = step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("INDEX", StringComparison.Ordinal)
                && !step.Contains("CONSTANT ROW", StringComparison.Ordinal);
            // What was counted beforehand may be sorted.
            if (isTableScan || (!plan.IsMeasured && step.Contains("TEMP B-TREE", StringComparison.Ordinal)))
            {
                throw new UnboundedViewException(shape, step);
            }
        }
        _passed.TryAdd(query.Sql, true);
    }
}
