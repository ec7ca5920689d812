using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Contacts;

/// <summary>Organizations by the beginning of their name.</summary>
public sealed class FindOrganizations(IHubStore store)
{
    /// <summary>A page by name.</summary>
    /// <param name="q">What is typed; null or blank for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the read.</param>
    public ValueTask<Page<Organization>> HandleAsync(string? q, PageRequest page, CancellationToken ct) => store.ListAsync(
        new View<Organization>(string.IsNullOrWhiteSpace(q) ? Filter<Organization>.Everything : Organization.Fields.Name.BeginsWith(q.Trim()), Organization.Fields.Name),
        page, ct);

    /// <summary>The one of exactly this name, upper and lower case alike; null when there is none.</summary>
    public async ValueTask<Organization?> FindAsync(string name, CancellationToken ct) =>
        await store.ResolveAsync(Organization.NameKey(name), ct) is { } holder ? await store.FindAsync(new DocId<Organization>(holder.Key), ct) : null;

    /// <summary>The contacts of one, by name.</summary>
    public ValueTask<Page<Contact>> ContactsAsync(Organization organization, PageRequest page, CancellationToken ct) => store.ListAsync(
        new View<Contact>(Contact.Fields.Organization.Is(organization.Id.Value), Contact.Fields.Name), page, ct);
}
