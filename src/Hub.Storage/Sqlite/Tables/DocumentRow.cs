using Hub.Core.Storage;
using Hub.Storage.Documents;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Tables;

/// <summary>What is stored of one document, worked out before the writer takes it.</summary>
internal sealed class DocumentRow : IStoredRow
{
    private readonly StoredValue[] _columns;
    private readonly List<Term>? _terms;

    private DocumentRow(KindTable table, string id, byte[] body, StoredValue[] columns, List<Term>? terms)
    {
        Table = table;
        Id = id;
        Body = body;
        _columns = columns;
        _terms = terms;
    }

    public KindTable Table { get; }

    public string Id { get; }

    /// <summary>JSON, UTF-8.</summary>
    public byte[] Body { get; }

    public int Size => Body.Length;

    /// <summary>Works out what is stored.</summary>
    /// <param name="table">Where.</param>
    /// <param name="document">What.</param>
    /// <param name="previous">What it takes the place of, if known: terms that stay are then left alone.</param>
    public static DocumentRow Of(KindTable table, Document document, Document? previous = null)
    {
        var columns = new StoredValue[table.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = StoredValue.Of(table.Columns[i], table.Columns[i].ValueOf(document));
        }
        var terms = TermsOf(table, document);
        var stay = previous is not null && terms.SequenceEqual(TermsOf(table, previous));
        return new DocumentRow(table, document.Key, StoredDocument.Write(document), columns, stay ? null : terms);
    }

    public void Insert(SqliteSession session, long version)
    {
        var insert = session.Prepare(Table.InsertRow).Bind(Id).Bind(version);
        foreach (var value in _columns)
        {
            insert.Bind(value);
        }
        // Not RETURNING: SQLite would gather its answer in a temporary tree, which costs more than the insert.
        insert.BindText(Body).Execute();
        WriteTerms(session, session.LastRowId, isNew: true);
    }

    /// <summary>Puts this row in place of the stored one.</summary>
    /// <param name="session">The writer's.</param>
    /// <param name="rid">The stored row.</param>
    /// <param name="changed">A bit for each column that differs.</param>
    public void Replace(SqliteSession session, long rid, ulong changed)
    {
        var update = session.Prepare(Table.UpdateRow(changed));
        for (var i = 0; i < _columns.Length; i++)
        {
            if ((changed >> i & 1) != 0)
            {
                update.Bind(_columns[i]);
            }
        }
        update.BindText(Body).Bind(rid).Execute();
        WriteTerms(session, rid, isNew: false);
    }

    /// <summary>Which columns differ from the stored row, of which the columns begin at <paramref name="first"/>.</summary>
    public ulong ChangedColumns(SqliteStatement stored, int first)
    {
        var changed = 0UL;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (stored.Value(first + i) != _columns[i])
            {
                changed |= 1UL << i;
            }
        }
        return changed;
    }

    /// <summary>Writes the columns of a row whose document is stored already.</summary>
    public void WriteColumns(SqliteSession session, long rid)
    {
        if (_columns.Length == 0)
        {
            return;
        }
        var update = session.Prepare(
            $"UPDATE {Table.Name} SET {string.Join(", ", Table.Columns.Select(static field => $"{KindTable.Column(field)} = ?"))} WHERE rid = ?");
        foreach (var value in _columns)
        {
            update.Bind(value);
        }
        update.Bind(rid).Execute();
    }

    public void WriteTerms(SqliteSession session, long rid, bool isNew)
    {
        if (Table.TermIndexes.Count == 0 || _terms is null)
        {
            return;
        }
        var stored = isNew ? [] : StoredTerms(session, rid);
        foreach (var term in stored.Where(term => !_terms.Contains(term)))
        {
            session.Prepare(Table.DeleteTerm).Bind(term.Shape).Bind(term.Value).Bind(term.Sort).Bind(Id).Execute();
        }
        foreach (var term in _terms.Where(term => !stored.Contains(term)))
        {
            session.Prepare(Table.InsertTerm).Bind(term.Shape).Bind(term.Value).Bind(term.Sort).Bind(Id).Bind(rid).Execute();
        }
    }

    private List<Term> StoredTerms(SqliteSession session, long rid)
    {
        var terms = new List<Term>();
        var select = session.Prepare(Table.SelectTerms).Bind(rid);
        while (select.Step())
        {
            terms.Add(new Term((int)select.Int64(0), select.Value(1), select.Value(2)));
        }
        return terms;
    }

    private static List<Term> TermsOf(KindTable table, Document document)
    {
        var terms = new List<Term>();
        foreach (var index in table.TermIndexes)
        {
            var sort = index.Sort is { } field ? StoredValue.Of(field, field.ValueOf(document)) : new StoredValue(null, 0);
            var others = index.Equal.Skip(1).Select(other => StoredValue.Of(other, other.ValueOf(document))).ToList();
            foreach (var value in index.Equal[0].ValuesOf(document))
            {
                terms.Add(new Term(index.TermNumber!.Value, KindTable.TermValue([StoredValue.Of(value), .. others]), sort));
            }
        }
        return terms;
    }

    private readonly record struct Term(int Shape, StoredValue Value, StoredValue Sort);
}
