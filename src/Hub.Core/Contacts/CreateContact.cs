using Hub.Core.Settings;

namespace Hub.Core.Contacts;

/// <summary>Adds a contact. Every agent may.</summary>
public sealed class CreateContact(SettingsWriter writer, TimeProvider clock)
{
    internal static readonly SettingOutcome<Contact> IdentityTaken =
        new SettingOutcome<Contact>.Taken("emails", "Another contact has that address or number.");

    /// <summary>Handles the command.</summary>
    public async ValueTask<SettingOutcome<Contact>> HandleAsync(ContactDraft draft, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var decision = draft.ApplyTo(new Contact { Id = ContactId.New(now), Name = "", CreatedAt = now });
        return decision is SettingOutcome<Contact>.Done { Value: var contact }
            ? await writer.InsertAsync(contact, IdentityTaken, ct)
            : decision;
    }
}
