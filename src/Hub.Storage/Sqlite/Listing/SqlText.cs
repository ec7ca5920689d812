using System.Text;
using Hub.Core.Views;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>SQL with its parameters in order. Columns are named, never reached through JSON: the planner matches indexes by name.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _sql = new();
    private readonly List<StoredValue> _values = [];

    public string Sql => _sql.ToString();

    public IReadOnlyList<StoredValue> Values => _values;

    public SqlText Add(string sql)
    {
        _sql.Append(sql);
        return this;
    }

    public SqlText Add(StoredValue value)
    {
        _sql.Append('?');
        _values.Add(value);
        return this;
    }

    /// <summary>A condition on the table under the alias <c>d</c>. Columns are never null, so plain two-valued logic holds.</summary>
    public SqlText Add(Condition condition, KindTable table) => condition switch
    {
        Condition.AllOf all => Join(all.Parts, table, " AND ", "1"),
        Condition.AnyOf any => Join(any.Parts, table, " OR ", "0"),
        Condition.Negated not => Add("NOT (").Add(not.Part, table).Add(")"),
        Condition.OneOf { Values.Count: 0 } => Add("0"),
        Condition.OneOf { Field.IsMulti: true } among => AddTerm(among, table),
        Condition.OneOf among => Add($"d.{KindTable.Column(among.Field)}").AddValues(among.Values),
        Condition.Range { Field.IsMulti: true } range => AddTermRange(range, table),
        Condition.Range range => AddRange(range, $"d.{KindTable.Column(range.Field)}"),
        Condition.NoValue { Field.IsMulti: true } missing => Add(
            $"NOT EXISTS (SELECT 1 FROM {table.TermName} n WHERE n.rid = d.rid AND n.shape = {TermOf(missing.Field, table).TermNumber})"),
        Condition.NoValue missing => Add($"d.{KindTable.Column(missing.Field)} = ").Add(StoredValue.Of(missing.Field, FieldValue.None)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    public void BindTo(SqliteStatement statement)
    {
        foreach (var value in _values)
        {
            statement.Bind(value);
        }
    }

    private SqlText AddValues(IReadOnlyList<StoredValue> values)
    {
        if (values.Count == 1)
        {
            return Add(" = ").Add(values[0]);
        }
        Add(" IN (").Add(values[0]);
        foreach (var value in values.Skip(1))
        {
            Add(", ").Add(value);
        }
        return Add(")");
    }

    private SqlText AddTerm(Condition.OneOf among, KindTable table)
    {
        var index = TermOf(among.Field, table);
        var sort = index.Sort is { } field ? $"d.{KindTable.Column(field)}" : "0";
        return Add($"EXISTS (SELECT 1 FROM {table.TermName} n WHERE n.shape = {index.TermNumber} AND n.value")
            .AddValues(among.Values).Add($" AND n.sort = {sort} AND n.id = d.id)");
    }

    private SqlText AddTermRange(Condition.Range range, KindTable table) =>
        Add($"EXISTS (SELECT 1 FROM {table.TermName} n WHERE n.rid = d.rid AND n.shape = {TermOf(range.Field, table).TermNumber}")
            .AddBounds("n.value", range).Add(")");

    public SqlText AddRange(Condition.Range range, string column) =>
        Add($"({column} <> ").Add(StoredValue.Of(range.Field, FieldValue.None)).AddBounds(column, range).Add(")");

    /// <summary>The bounds of a range on a column, each with an AND before it.</summary>
    public SqlText AddBounds(string column, Condition.Range range)
    {
        if (range.From is { } from)
        {
            Add($" AND {column} >= ").Add(from);
        }
        if (range.To is { } to)
        {
            Add($" AND {column} < ").Add(to);
        }
        return this;
    }

    private SqlText Join(IReadOnlyList<Condition> parts, KindTable table, string word, string whenEmpty)
    {
        if (parts.Count == 0)
        {
            return Add(whenEmpty);
        }
        Add("(").Add(parts[0], table);
        foreach (var part in parts.Skip(1))
        {
            Add(word).Add(part, table);
        }
        return Add(")");
    }

    private static KindIndex TermOf(Field field, KindTable table) => table.TermIndexes.First(index => index.Equal is [var only] && only == field);
}
