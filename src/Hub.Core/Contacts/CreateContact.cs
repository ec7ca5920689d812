using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Contacts;

/// <summary>Adds a contact. Every agent may.</summary>
public sealed class CreateContact(SettingsWriter writer, IHubStore store, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<Contact> IdentityTaken =
        new SettingOutcome<Contact>.Taken("emails", "Another contact has that address or number.");

    internal static readonly SettingOutcome<Contact> NoOrganization =
        new SettingOutcome<Contact>.Invalid("organization", "There is no such organization.");

    /// <summary>Handles the command.</summary>
    public async ValueTask<SettingOutcome<Contact>> HandleAsync(ContactDraft draft, CancellationToken ct)
    {
        if (draft.Organization is { } organization && await store.FindAsync(organization, ct) is null)
        {
            return NoOrganization;
        }
        var now = clock.GetUtcNow();
        var decision = draft.ApplyTo(new Contact { Id = ContactId.New(now), Name = "", CreatedAt = now }, directory.Current.Fields);
        return decision is SettingOutcome<Contact>.Done { Value: var contact }
            ? await writer.InsertAsync(contact, IdentityTaken, ct)
            : decision;
    }
}
