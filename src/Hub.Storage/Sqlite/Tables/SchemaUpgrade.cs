using System.Globalization;
using Hub.Storage.Documents;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Tables;

/// <summary>Brings the tables to what the catalogue says. Every step can be repeated, so a kill in between does no harm.</summary>
internal sealed class SchemaUpgrade(KindTables tables)
{
    private const int RowsAtATime = 500;

    public void Run(SqliteSession session)
    {
        var layout = session.Prepare("PRAGMA user_version").First(static row => row.Int64(0));
        if (layout > SystemTables.Layout)
        {
            throw new InvalidOperationException(
                $"The data folder has layout {layout}, this version knows up to {SystemTables.Layout}: it was written by a newer version.");
        }
        Together(session, () =>
        {
            foreach (var definition in SystemTables.Definitions)
            {
                session.Run(definition);
            }
            foreach (var table in tables.All)
            {
                CreateTables(session, table);
            }
        });
        foreach (var table in tables.All)
        {
            FillWhereChanged(session, table);
        }
        Together(session, () =>
        {
            foreach (var table in tables.All)
            {
                CreateIndexes(session, table);
                Remember(session, table, filledTo: null);
            }
            if (layout != SystemTables.Layout)
            {
                session.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {SystemTables.Layout}"));
            }
        });
    }

    /// <summary>One sync for all, and none where nothing changes.</summary>
    private static void Together(SqliteSession session, Action create)
    {
        session.Run("BEGIN IMMEDIATE");
        create();
        session.Run("COMMIT");
    }

    private static void FillWhereChanged(SqliteSession session, KindTable table)
    {
        if (Stored(session, table) is not { } stored)
        {
            return;
        }
        if (stored.Schema > table.Kind.Schema)
        {
            throw new InvalidOperationException(
                $"Kind '{table.Kind.Name}' is stored with schema {stored.Schema}, this version knows {table.Kind.Schema}: it was written by a newer version.");
        }
        if (stored.Fingerprint != table.Fingerprint)
        {
            Fill(session, table, 0);
        }
        else if (stored.FilledTo is { } rid)
        {
            Fill(session, table, rid);
        }
    }

    private static StoredKind? Stored(SqliteSession session, KindTable table) =>
        session.Prepare("SELECT schema, fingerprint, filled_to FROM kinds WHERE name = ?").Bind(table.Kind.Name)
            .First(static row => new StoredKind(row.Int64(0), row.Text(1), row.IsNull(2) ? null : row.Int64(2)));

    private static void CreateTables(SqliteSession session, KindTable table)
    {
        var columns = string.Concat(table.Columns.Select(static field => $", {KindTable.Column(field)} NOT NULL"));
        session.Run($"CREATE TABLE IF NOT EXISTS {table.Name}(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, v INTEGER NOT NULL, s INTEGER NOT NULL{columns}, doc TEXT NOT NULL)");
        session.Run($"CREATE UNIQUE INDEX IF NOT EXISTS {table.ById.Name} ON {table.Name}(id)");
        var present = Names(session, $"SELECT name FROM pragma_table_info('{table.Name}')");
        foreach (var field in table.Columns.Where(field => !present.Contains(KindTable.Column(field))))
        {
            // The default holds only until Fill has read the documents.
            session.Run($"ALTER TABLE {table.Name} ADD COLUMN {KindTable.Column(field)} NOT NULL DEFAULT 0");
        }
        if (table.TermIndexes.Count > 0)
        {
            session.Run($"CREATE TABLE IF NOT EXISTS {table.TermName}(shape INTEGER NOT NULL, value NOT NULL, sort NOT NULL, id TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY(shape, value, sort, id)) WITHOUT ROWID");
            session.Run($"CREATE INDEX IF NOT EXISTS {table.TermName}_rid ON {table.TermName}(rid, shape)");
        }
    }

    private static void CreateIndexes(SqliteSession session, KindTable table)
    {
        var wanted = table.Indexes.ToDictionary(static index => index.Name, StringComparer.OrdinalIgnoreCase);
        var present = Names(session, $"SELECT name FROM pragma_index_list('{table.Name}') WHERE name LIKE 'i\\_%' ESCAPE '\\'");
        foreach (var old in present.Where(name => !wanted.ContainsKey(name)))
        {
            session.Run($"DROP INDEX {old}");
        }
        foreach (var index in table.Indexes)
        {
            var columns = index.Equal.Select(KindTable.Column)
                .Concat(index.Sort is { } sort ? [KindTable.Column(sort), "id"] : ["id"]);
            session.Run($"CREATE INDEX IF NOT EXISTS {index.Name} ON {table.Name}({string.Join(", ", columns)})");
        }
    }

    /// <summary>Writes columns and terms anew from the documents, a batch with its progress in each transaction.</summary>
    private static void Fill(SqliteSession session, KindTable table, long from)
    {
        Remember(session, table, filledTo: from);
        while (true)
        {
            session.Run("BEGIN IMMEDIATE");
            var rows = ReadBatch(session, table, from);
            foreach (var (rid, row) in rows)
            {
                row.WriteColumns(session, rid);
                row.WriteTerms(session, rid, isNew: false);
                from = rid;
            }
            Remember(session, table, filledTo: from);
            session.Run("COMMIT");
            if (rows.Count == 0)
            {
                return;
            }
        }
    }

    private static List<(long Rid, DocumentRow Row)> ReadBatch(SqliteSession session, KindTable table, long after)
    {
        var rows = new List<(long, DocumentRow)>();
        var select = session.Prepare($"SELECT rid, v, doc FROM {table.Name} WHERE rid > ? ORDER BY rid LIMIT {RowsAtATime}").Bind(after);
        while (select.Step())
        {
            rows.Add((select.Int64(0), DocumentRow.Of(table, StoredDocument.Read(table.Kind.Type, select.Bytes(2), select.Int64(1)))));
        }
        return rows;
    }

    private static void Remember(SqliteSession session, KindTable table, long? filledTo)
    {
        var wanted = new StoredKind(table.Kind.Schema, table.Fingerprint, filledTo);
        if (Stored(session, table) == wanted)
        {
            return;
        }
        var insert = session.Prepare("INSERT OR REPLACE INTO kinds(name, schema, fingerprint, filled_to) VALUES (?, ?, ?, ?)")
            .Bind(table.Kind.Name).Bind(table.Kind.Schema).Bind(table.Fingerprint);
        (filledTo is { } rid ? insert.Bind(rid) : insert.BindNull()).Execute();
    }

    private static HashSet<string> Names(SqliteSession session, string sql)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var select = session.Prepare(sql);
        while (select.Step())
        {
            names.Add(select.Text(0));
        }
        return names;
    }

    private sealed record StoredKind(long Schema, string Fingerprint, long? FilledTo);
}
