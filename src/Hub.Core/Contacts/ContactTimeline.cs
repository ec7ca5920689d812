using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Contacts;

/// <summary>All tickets of a contact or of an organization's contacts in one list, newest activity first, within what the reader
/// may see. Contacts that were merged into one count as that one.</summary>
public sealed class ContactTimeline(IHubStore store)
{
    private const int MostContacts = 300;

    /// <summary>The contact that one continues as: itself, or the end of its merges; null when it is not there.</summary>
    public async ValueTask<Contact?> FindAsync(ContactId id, CancellationToken ct)
    {
        var contact = await store.FindAsync(id, ct);
        while (contact?.MergedInto is { } into)
        {
            contact = await store.FindAsync(into, ct);
        }
        return contact;
    }

    /// <summary>A page of a contact's tickets.</summary>
    public async ValueTask<Page<Ticket>> OfContactAsync(Contact contact, PageRequest page, AgentAccess by, CancellationToken ct) =>
        await ListAsync([contact], page, by, ct);

    /// <summary>A page of the tickets of an organization's contacts, of the first 300 of them.</summary>
    public async ValueTask<Page<Ticket>> OfOrganizationAsync(Organization organization, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var contacts = await store.ListAsync(
            new View<Contact>(Contact.Fields.Organization.Is(organization.Id.Value), Contact.Fields.Name), new PageRequest(MostContacts), ct);
        return contacts.Items.Count == 0 ? new Page<Ticket>([], null) : await ListAsync(contacts.Items, page, by, ct);
    }

    private async ValueTask<Page<Ticket>> ListAsync(IReadOnlyList<Contact> contacts, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var ids = contacts.Select(static contact => contact.Id).ToHashSet();
        var merged = contacts.SelectMany(static contact => contact.MergedFrom).Select(static from => from.Contact).ToList();
        while (merged.Count > 0 && ids.Count < MostContacts)
        {
            ids.UnionWith(merged);
            merged = [.. (await store.FindManyAsync(merged, ct)).SelectMany(static contact => contact.MergedFrom)
                .Select(static from => from.Contact).Where(id => !ids.Contains(id))];
        }
        var filter = Ticket.Fields.Contact.In(ids.Take(MostContacts).Select(static id => id.Value));
        return await store.ListAsync(TicketViews.For(by, filter), page, ct);
    }
}
