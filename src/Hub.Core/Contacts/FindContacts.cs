using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Contacts;

/// <summary>Contacts by what somebody types: the beginning of a name, a whole address, or a number that begins with '+'.</summary>
public sealed class FindContacts(IHubStore store)
{
    /// <summary>A page in the given order; those merged into others are left out. An address or a number finds one or none.</summary>
    /// <param name="q">What is typed; null or blank for all.</param>
    /// <param name="order">Name or time of making.</param>
    /// <param name="isDescending">The other way round.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<Page<Contact>> HandleAsync(string? q, Field<Contact> order, bool isDescending, PageRequest page, CancellationToken ct)
    {
        var typed = q?.Trim() ?? "";
        if (typed.Contains('@', StringComparison.Ordinal) || typed.StartsWith('+'))
        {
            var kind = typed.StartsWith('+') ? IdentityKind.Phone : IdentityKind.Email;
            var found = ContactIdentity.Normalise(kind, typed) is { } identity && await store.ResolveAsync(identity.ToKey(), ct) is { } holder
                ? await store.FindAsync(new ContactId(holder.Key), ct)
                : null;
            return new Page<Contact>(found is null ? [] : [found], null);
        }
        var shown = Contact.Fields.IsMerged.Is(false);
        return await store.ListAsync(new View<Contact>(typed.Length == 0 ? shown : shown.And(Contact.Fields.Name.BeginsWith(typed)), order, isDescending), page, ct);
    }
}
