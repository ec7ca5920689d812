using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>Reads pages and counts of one kind.</summary>
internal sealed class ListReader(SqliteReaders readers, ScanGuard guard)
{
    private const int MostItems = 1000;

    public Page<T> List<T>(KindTable table, View<T> view, PageRequest page) where T : Document
    {
        if (page.Limit is < 1 or > MostItems)
        {
            throw new ArgumentOutOfRangeException(nameof(page), $"A page holds 1 to {MostItems} documents.");
        }
        var condition = Condition.Of(view.Filter);
        var shape = $"{table.Name}|{condition.Shape}|{view.Sort?.Name}|{(view.IsDescending ? "desc" : "asc")}";
        Position? after = page.After is { } cursor ? Position.Read(cursor, shape) : null;
        var plan = ListPlan.ForList(table, condition, view.Sort);
        if (plan.Branches.Count == 0)
        {
            return new Page<T>([], null);
        }
        using var lease = readers.Rent();
        plan = Improve(lease.Session, table, condition, view.Sort, plan);
        var query = ListSql.OfList(table, plan, view.IsDescending, after);
        guard.Check(lease.Session, plan, query, shape);
        // One snapshot for the places and the documents in them.
        lease.Session.Prepare("BEGIN").Execute();
        var (places, last) = ReadPlaces(lease.Session, query, page.Limit);
        var items = ReadDocuments<T>(lease.Session, table, places);
        lease.Session.Prepare("COMMIT").Execute();
        return new Page<T>(items, last?.ToCursor(shape));
    }

    public int Count<T>(KindTable table, Filter<T> filter, int ceiling) where T : Document
    {
        var condition = Condition.Of(filter);
        var plan = ListPlan.ForCount(table, condition);
        if (plan.Branches.Count == 0 || ceiling <= 0)
        {
            return 0;
        }
        using var lease = readers.Rent();
        if (!plan.IsExact)
        {
            plan = new Drivers(table, null).Choose(lease.Session, condition, Drivers.Many) ?? plan;
        }
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

    /// <summary>A plan that checks rows one by one gives way to one that reads few rows and sorts them.</summary>
    private static ListPlan Improve(SqliteSession session, KindTable table, Condition condition, Field? sort, ListPlan plan)
    {
        if (plan.IsExact)
        {
            return plan;
        }
        var isWalk = !plan.IsBounded;
        var few = new Drivers(table, sort).Choose(session, condition, isWalk ? Drivers.Many : Drivers.Few);
        return few ?? (isWalk && plan.Branches.All(static branch => branch.Index is not null) && Drivers.Exist(table, condition)
            ? plan with { IsMeasured = true }
            : plan);
    }

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
