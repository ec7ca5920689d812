using Hub.Core.Ports;
using Hub.Storage.Sqlite.Writing;

namespace Hub.Storage.Sqlite;

/// <summary>Counters in a table; each block is durable before its first number is known.</summary>
internal sealed class SqliteSequence(SqliteWriter writer) : ISequence
{
    public async ValueTask<long> NextBlockAsync(string name, int size, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var first = Sequences.FirstOf(name);
        return await writer.RunAsync(context => context.Session
            .Prepare("""
                INSERT INTO counters(name, next) VALUES (?1, ?2 + ?3)
                ON CONFLICT(name) DO UPDATE SET next = next + ?3 RETURNING next - ?3
                """)
            .Bind(name).Bind(first).Bind(size).First(static row => row.Int64(0)), ct).ConfigureAwait(false);
    }
}
