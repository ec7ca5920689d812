using Hub.Core.Storage;
using Hub.Storage.Documents;

namespace Hub.Storage.Sqlite.Tables;

/// <summary>The tables of the catalogue by kind name.</summary>
internal sealed class KindTables(IEnumerable<DocumentKind> catalogue)
    : KindPlaces<KindTable>(catalogue, static kind => new KindTable(kind));
