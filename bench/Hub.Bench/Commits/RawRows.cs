using Hub.Core.Tickets;
using Hub.Core.Views;
using Microsoft.Data.Sqlite;

namespace Hub.Bench.Commits;

/// <summary>The rows that a message's commit left in the database, read back to be written again by hand.</summary>
/// <param name="Message">Every column of the message's row but the row number.</param>
/// <param name="TicketId">Whose header is rewritten with it.</param>
/// <param name="Ticket">The header's document and the columns that a message changes.</param>
/// <param name="Claims">The keys it holds.</param>
/// <param name="Words">What the full-text table indexes.</param>
public sealed record RawRows(object[] Message, string TicketId, object[] Ticket, IReadOnlyList<object[]> Claims, string Words)
{
    /// <summary>Columns of a ticket that every message changes.</summary>
    public const string TicketColumns = "f_updatedAt, f_lastActivityAt, doc";

    /// <summary>Reads the rows of messages and the names of the message table's columns.</summary>
    public static (IReadOnlyList<RawRows> Rows, string Columns) Read(SqliteConnection database, IReadOnlyList<Message> messages)
    {
        var rows = new List<RawRows>(messages.Count);
        var columns = Names(database);
        foreach (var message in messages.OrderBy(static message => message.Id.Value, StringComparer.Ordinal))
        {
            var words = string.Join(' ', SearchText.Words(Hub.Core.Tickets.Message.Kind.SearchTextOf(message)!).Distinct(StringComparer.Ordinal));
            rows.Add(new RawRows(
                Query(database, $"SELECT {columns} FROM d_message WHERE id = $p", message.Id.Value)[0],
                message.Ticket.Value,
                Query(database, $"SELECT {TicketColumns} FROM d_ticket WHERE id = $p", message.Ticket.Value)[0],
                [.. Hub.Core.Tickets.Message.Kind.KeysOf(message).SelectMany(key => Query(database, "SELECT key, kind, holder FROM claims WHERE key = $p", key.ToString()))],
                words + " queuebench"));
        }

        return (rows, columns);
    }

    private static string Names(SqliteConnection database) => string.Join(", ",
        Query(database, "SELECT name FROM pragma_table_info($p)", "d_message").Select(static row => (string)row[0]).Where(static name => name != "rid"));

    private static List<object[]> Query(SqliteConnection database, string sql, string parameter)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$p", parameter);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
