using Hub.Core.Storage;
using Hub.Storage.Documents;

namespace Hub.Storage.Mongo.Collections;

/// <summary>The collections of the catalogue by kind name.</summary>
internal sealed class KindCollections(IEnumerable<DocumentKind> catalogue)
    : KindPlaces<KindCollection>(catalogue, static kind => new KindCollection(kind));
