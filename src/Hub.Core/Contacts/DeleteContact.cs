using Hub.Core.Agents;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Tickets;

namespace Hub.Core.Contacts;

/// <summary>Removes a contact that has no tickets and takes part in no merge, and its keys with it; administrators only.</summary>
public sealed class DeleteContact(SettingsWriter writer, IHubStore store, KeyRings keys)
{
    /// <summary>Handles the command.</summary>
    public async ValueTask<SettingOutcome<Contact>> HandleAsync(ContactId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Contact>.Forbidden();
        }
        if (await store.FindAsync(id, ct) is { } contact && (contact.MergedInto is not null || contact.MergedFrom.Count > 0))
        {
            return new SettingOutcome<Contact>.InUse("It takes part in a merge; take that back first.");
        }
        return await store.CountAsync(Ticket.Fields.Contact.Is(id.Value), 1, ct) > 0
            ? new SettingOutcome<Contact>.InUse("It has tickets.")
            : await writer.DeleteAsync(id, ct, changes => keys.RemoveAllAsync(id.Value, changes, ct));
    }
}
