using Hub.Core.Storage;

namespace Hub.Storage.Documents;

/// <summary>Where an engine keeps the kinds of the catalogue, by kind name.</summary>
internal abstract class KindPlaces<TPlace>(IEnumerable<DocumentKind> catalogue, Func<DocumentKind, TPlace> make) where TPlace : class
{
    private readonly Dictionary<string, TPlace> _places =
        catalogue.ToDictionary(static kind => kind.Name, make, StringComparer.Ordinal);

    public IEnumerable<TPlace> All => _places.Values;

    public TPlace Of(DocumentKind kind) => Of(kind.Name);

    public TPlace Of(string kindName) => Find(kindName)
        ?? throw new InvalidOperationException($"Kind '{kindName}' is not in the catalogue this store was opened with.");

    public TPlace? Find(string kindName) => _places.GetValueOrDefault(kindName);
}
