using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Hub.Bench.Commits;

/// <summary>The limit of <c>commit</c>: the same rows, indexes and full text by prepared statements of Microsoft.Data.Sqlite, in
/// transactions of a given number of messages at <c>synchronous = FULL</c>.</summary>
public sealed class RawReplay : IDisposable
{
    private readonly SqliteConnection _database;
    private readonly SqliteCommand _message;
    private readonly SqliteCommand _ticket;
    private readonly SqliteCommand _claim;
    private readonly SqliteCommand _entry;
    private readonly SqliteCommand _words;

    /// <param name="path">A copy of the database from before the messages.</param>
    /// <param name="columns">Columns of the message table.</param>
    public RawReplay(string path, string columns)
    {
        _database = new SqliteConnection($"Data Source={path};Pooling=False");
        _database.Open();
        foreach (var pragma in new[] { "journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 4000", "cache_size = -65536" })
        {
            using var command = _database.CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            command.ExecuteNonQuery();
        }

        var count = columns.Split(", ").Length;
        _message = Prepare($"INSERT INTO d_message({columns}) VALUES ({string.Join(", ", Enumerable.Range(0, count).Select(static i => $"$p{i}"))})", count);
        _ticket = Prepare("UPDATE d_ticket SET v = v + 1, f_updatedAt = $p0, f_lastActivityAt = $p1, doc = $p2 WHERE id = $p3", 4);
        _claim = Prepare("INSERT INTO claims(key, kind, holder) VALUES ($p0, $p1, $p2)", 3);
        _entry = Prepare("INSERT INTO search_entries(kind, id, group_kind, group_id) VALUES ('message', $p0, 'ticket', $p1) RETURNING rowid", 2);
        _words = Prepare("INSERT INTO search_words(rowid, words) VALUES ($p0, $p1)", 2);
    }

    public TimeSpan Run(IReadOnlyList<RawRows> rows, int groupSize)
    {
        var idAt = Array.FindIndex(rows[0].Message, static value => value is string text && text.StartsWith("msg_", StringComparison.Ordinal));
        var clock = Stopwatch.StartNew();
        foreach (var group in rows.Chunk(groupSize))
        {
            using var transaction = _database.BeginTransaction();
            foreach (var row in group)
            {
                Write(transaction, row, (string)row.Message[idAt]);
            }

            transaction.Commit();
        }

        return clock.Elapsed;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _message, _ticket, _claim, _entry, _words })
        {
            command.Dispose();
        }

        _database.Dispose();
    }

    private void Write(SqliteTransaction transaction, RawRows row, string id)
    {
        Execute(transaction, _message, row.Message);
        Execute(transaction, _ticket, [.. row.Ticket, row.TicketId]);
        foreach (var claim in row.Claims)
        {
            Execute(transaction, _claim, claim);
        }

        Bind(transaction, _entry, [id, row.TicketId]);
        Execute(transaction, _words, [_entry.ExecuteScalar()!, row.Words]);
    }

    private static void Execute(SqliteTransaction transaction, SqliteCommand command, object[] values)
    {
        Bind(transaction, command, values);
        command.ExecuteNonQuery();
    }

    private static void Bind(SqliteTransaction transaction, SqliteCommand command, object[] values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _database.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.AddWithValue($"$p{i}", "");
        }

        command.Prepare();
        return command;
    }
}
