using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Documents;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>Reads pages and counts of one kind.</summary>
internal sealed class ListReader(SqliteReaders readers, ScanGuard guard)
{
    private const int MostItems = 1000;

    public async ValueTask<Page<T>> ListAsync<T>(KindTable table, View<T> view, PageRequest page) where T : Document
    {
        if (page.Limit is < 1 or > MostItems)
        {
            throw new ArgumentOutOfRangeException(nameof(page), $"A page holds 1 to {MostItems} documents.");
        }
        var condition = Condition.Of(view.Filter);
        var shape = $"{table.Name}|{condition.Shape}|{view.Sort?.Name}|{(view.IsDescending ? "desc" : "asc")}";
        Position? after = page.After is { } cursor ? Position.Read(cursor, shape) : null;
        var plan = ListPlan.ForList(table.Choices, condition, view.Sort);
        if (plan.Branches.Count == 0)
        {
            return new Page<T>([], null);
        }
        using var lease = readers.Rent();
        plan = await DriversOf(lease.Session, table, view.Sort).ImproveListAsync(condition, plan).ConfigureAwait(false);
        var query = ListSql.OfList(table, plan, view.IsDescending, after);
        guard.Check(lease.Session, plan, query, shape);
        // One snapshot for the places and the documents in them.
        lease.Session.Prepare("BEGIN").Execute();
        var (places, last) = ReadPlaces(lease.Session, query, page.Limit);
        var items = ReadDocuments<T>(lease.Session, table, places);
        lease.Session.Prepare("COMMIT").Execute();
        return new Page<T>(items, last?.ToCursor(shape));
    }

    public async ValueTask<int> CountAsync<T>(KindTable table, Filter<T> filter, int ceiling) where T : Document
    {
        var condition = Condition.Of(filter);
        var plan = ListPlan.ForCount(table.Choices, condition);
        if (plan.Branches.Count == 0 || ceiling <= 0)
        {
            return 0;
        }
        using var lease = readers.Rent();
        plan = await DriversOf(lease.Session, table, null).ImproveCountAsync(condition, plan).ConfigureAwait(false);
        var query = ListSql.OfCount(table, plan);
        guard.Check(lease.Session, plan, query, $"{table.Name}|{condition.Shape}|count");
        var statement = lease.Session.Prepare(query.Sql);
        query.BindTo(statement);
        // Alternatives may overlap.
        var found = new HashSet<long>();
        while (found.Count < ceiling && statement.Step())
        {
            found.Add(statement.Int64(2));
        }
        statement.Reset();
        return found.Count;
    }

    private static Drivers DriversOf(SqliteSession session, KindTable table, Field? sort) => new(table.Choices, sort, (branch, limit) =>
    {
        var query = ListSql.OfMeasure(table, branch, limit);
        var statement = session.Prepare(query.Sql);
        query.BindTo(statement);
        return ValueTask.FromResult((int)statement.First(static row => row.Int64(0)));
    });

    private static (List<long> Rows, Position? Last) ReadPlaces(SqliteSession session, SqlText query, int limit)
    {
        var statement = session.Prepare(query.Sql);
        query.BindTo(statement);
        var rows = new List<long>(limit);
        var last = default(Position);
        while (statement.Step())
        {
            var row = statement.Int64(2);
            // Branches are merged in order, so a document that several of them find comes twice in a row.
            if (rows.Count > 0 && rows[^1] == row)
            {
                continue;
            }
            if (rows.Count == limit)
            {
                statement.Reset();
                return (rows, last);
            }
            rows.Add(row);
            if (rows.Count == limit)
            {
                last = new Position(statement.Value(0), statement.Text(1));
            }
        }
        return (rows, null);
    }

    private static List<T> ReadDocuments<T>(SqliteSession session, KindTable table, List<long> rows) where T : Document
    {
        var items = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            var select = session.Prepare(table.SelectDocumentByRow).Bind(row);
            if (select.Step())
            {
                items.Add(StoredDocument.Read<T>(select.Bytes(1), select.Int64(0)));
                select.Reset();
            }
        }
        return items;
    }
}
