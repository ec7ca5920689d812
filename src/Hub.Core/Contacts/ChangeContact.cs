using Hub.Core.Settings;

namespace Hub.Core.Contacts;

/// <summary>Edits a contact. Every agent may.</summary>
public sealed class ChangeContact(SettingsWriter writer)
{
    /// <summary>Handles the command. <paramref name="change"/> may run again after a lost race.</summary>
    public ValueTask<SettingOutcome<Contact>> HandleAsync(ContactId id, Func<ContactDraft, ContactDraft> change, CancellationToken ct) =>
        writer.ChangeAsync(id, contact => change(ContactDraft.Of(contact)).ApplyTo(contact), CreateContact.IdentityTaken, ct);
}
