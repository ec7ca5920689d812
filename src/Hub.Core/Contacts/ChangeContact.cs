using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Contacts;

/// <summary>Edits a contact. Every agent may.</summary>
public sealed class ChangeContact(SettingsWriter writer, IHubStore store, HubDirectory directory)
{
    /// <summary>Handles the command. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Contact>> HandleAsync(ContactId id, Func<ContactDraft, ContactDraft> change, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is { } contact && change(ContactDraft.Of(contact)).Organization is { } organization
            && organization != contact.Organization && await store.FindAsync(organization, ct) is null)
        {
            return CreateContact.NoOrganization;
        }
        return await writer.ChangeAsync(
            id, known => change(ContactDraft.Of(known)).ApplyTo(known, directory.Current.Fields), CreateContact.IdentityTaken, ct);
    }
}
