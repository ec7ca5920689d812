using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Documents;
using Hub.Storage.Listing;

namespace Hub.Storage.Sqlite.Tables;

/// <summary>Names and statements of the table that holds one kind, and of the narrow term table beside it.</summary>
/// <remarks>Columns of the table: <c>rid</c> (row number), <c>id</c>, <c>v</c> (version), <c>s</c> (schema number), one
/// <c>f_name</c> for each single-valued field (never null, see <see cref="Field.SortKey"/>), <c>doc</c> (JSON) last, so that
/// reading a column never walks over the document's pages.</remarks>
internal sealed class KindTable : IKindPlace<DocumentRow>
{
    // SQLite takes 500 parts of a compound select; below that, many seeks still beat sorting their union.
    private const int MostSeeks = 400;
    private readonly ConcurrentDictionary<ulong, string> _updates = new();

    public KindTable(DocumentKind kind)
    {
        Kind = kind;
        Name = $"d_{kind.Name}";
        TermName = $"t_{kind.Name}";
        ById = new KindIndex($"u_{kind.Name}", [], null, null);
        Columns = [.. kind.AllFields.Where(static field => !field.IsMulti)];
        Indexes = [.. kind.AllIndexes.Where(static shape => !IsTerm(shape)).Select(ToIndex)];
        TermIndexes = ToTermIndexes(kind);
        Choices = new KindIndexes([.. Indexes, .. TermIndexes, ById], MostSeeks);

        var names = string.Concat(Columns.Select(static field => $", {Column(field)}"));
        SelectDocument = $"SELECT v, doc FROM {Name} WHERE id = ?";
        SelectDocumentByRow = $"SELECT v, doc FROM {Name} WHERE rid = ?";
        SelectVersion = $"SELECT v FROM {Name} WHERE id = ?";
        SelectRow = $"SELECT rid, v{names} FROM {Name} WHERE id = ?";
        InsertRow = $"INSERT INTO {Name}(id, v, s{names}, doc) VALUES (?, ?, {kind.Schema}{string.Concat(Columns.Select(static _ => ", ?"))}, ?)";
        DeleteRow = $"DELETE FROM {Name} WHERE rid = ?";
        InsertTerm = $"INSERT OR IGNORE INTO {TermName}(shape, value, sort, id, rid) VALUES (?, ?, ?, ?, ?)";
        SelectTerms = $"SELECT shape, value, sort FROM {TermName} WHERE rid = ?";
        DeleteTerm = $"DELETE FROM {TermName} WHERE shape = ? AND value = ? AND sort = ? AND id = ?";
        DeleteTerms = $"DELETE FROM {TermName} WHERE rid = ?";
        // The order of the join is fixed: the other way round reads every entry there is.
        SelectEntriesOfGroup = kind.SearchGroupField is { } group
            ? $"SELECT e.rowid, d.id FROM {Name} d CROSS JOIN search_entries e WHERE d.{Column(group)} = ? AND e.id = d.id AND e.kind = '{kind.Name}'"
            : null;
    }

    public DocumentKind Kind { get; }

    public string Name { get; }

    public string TermName { get; }

    /// <summary>The unique index on the id.</summary>
    public KindIndex ById { get; }

    /// <summary>Single-valued fields, in column order.</summary>
    public IReadOnlyList<Field> Columns { get; }

    public IReadOnlyList<KindIndex> Indexes { get; }

    /// <summary>At least one for each multi-valued field; empty when the kind has none and thus no term table.</summary>
    public IReadOnlyList<KindIndex> TermIndexes { get; }

    /// <summary>What a list may be read by.</summary>
    public KindIndexes Choices { get; }

    public string SelectDocument { get; }

    public string SelectDocumentByRow { get; }

    public string SelectVersion { get; }

    /// <summary>Row number, version and every column.</summary>
    public string SelectRow { get; }

    public string InsertRow { get; }

    public string DeleteRow { get; }

    public string InsertTerm { get; }

    public string SelectTerms { get; }

    /// <summary>By its whole key, so that SQLite gathers nothing in a temporary tree first.</summary>
    public string DeleteTerm { get; }

    public string DeleteTerms { get; }

    /// <summary>Entry and id of what is indexed of one group; null when each document of the kind stands for itself.</summary>
    public string? SelectEntriesOfGroup { get; }

    /// <summary>Changes with what is stored beside the document, so that a changed catalogue is noticed.</summary>
    public string Fingerprint => string.Join(';',
        Columns.Select(static column => $"{column.Name}:{column.Type}:{column.NonePlace}")
            .Concat(TermIndexes.Select(static index => $"{index.TermNumber}={string.Join('+', index.Equal.Select(static bound => bound.Name))}/{index.Sort?.Name}")));

    public DocumentRow RowOf(Document document, Document? previous) => DocumentRow.Of(this, document, previous);

    public static string Column(Field field) => $"f_{field.Name}";

    /// <summary>Writes only the columns that differ, so that indexes on the others stay untouched.</summary>
    /// <param name="changed">A bit for each column of <see cref="Columns"/>.</param>
    public string UpdateRow(ulong changed) => _updates.GetOrAdd(changed, MakeUpdate);

    private string MakeUpdate(ulong changed)
    {
        var sql = new StringBuilder($"UPDATE {Name} SET v = v + 1, s = {Kind.Schema}");
        for (var i = 0; i < Columns.Count; i++)
        {
            if ((changed >> i & 1) != 0)
            {
                sql.Append(", ").Append(Column(Columns[i])).Append(" = ?");
            }
        }
        return sql.Append(", doc = ? WHERE rid = ?").ToString();
    }

    /// <summary>What a term row holds for a shape: the term, and the values of the other fields of the shape after it.</summary>
    /// <param name="values">One for each field of the shape, in its order.</param>
    public static StoredValue TermValue(IReadOnlyList<StoredValue> values) => values is [var only]
        ? only
        : new StoredValue(string.Join('\u001f', values.Select(static value => value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture))), 0);

    private static bool IsTerm(IndexShape shape) => shape.EqualFields.Any(static field => field.IsMulti);

    private KindIndex ToIndex(IndexShape shape) =>
        new($"i_{Kind.Name}__{string.Join('_', shape.EqualFields.Select(static field => field.Name))}__{shape.SortField?.Name}",
            shape.EqualFields, shape.SortField, null);

    private static List<KindIndex> ToTermIndexes(DocumentKind kind)
    {
        var shapes = kind.AllIndexes.Where(IsTerm).Select(static shape => (shape.EqualFields, shape.SortField)).ToList();
        MultiValued.Check(kind);
        var uncovered = kind.AllFields.Where(field => field.IsMulti && !shapes.Exists(shape => shape.EqualFields is [var only] && only == field));
        shapes.AddRange(uncovered.Select(static field => ((IReadOnlyList<Field>)[field], (Field?)null)));
        return [.. shapes.Select(static (shape, number) => new KindIndex("", shape.EqualFields, shape.SortField, number))];
    }
}
