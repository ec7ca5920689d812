using Hub.Core.Storage;

namespace Hub.Storage.Sqlite.Tables;

/// <summary>The tables of the catalogue by kind name.</summary>
internal sealed class KindTables(IEnumerable<DocumentKind> catalogue)
{
    private readonly Dictionary<string, KindTable> _tables =
        catalogue.ToDictionary(static kind => kind.Name, static kind => new KindTable(kind), StringComparer.Ordinal);

    public IEnumerable<KindTable> All => _tables.Values;

    public KindTable Of(DocumentKind kind) => Of(kind.Name);

    public KindTable Of(string kindName) => Find(kindName)
        ?? throw new InvalidOperationException($"Kind '{kindName}' is not in the catalogue this store was opened with.");

    public KindTable? Find(string kindName) => _tables.GetValueOrDefault(kindName);
}
