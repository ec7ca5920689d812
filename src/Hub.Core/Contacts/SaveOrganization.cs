using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Contacts;

/// <summary>Adds, edits and removes organizations. Every agent may add and edit.</summary>
public sealed class SaveOrganization(SettingsWriter writer, IHubStore store, HubDirectory directory, TimeProvider clock)
{
    private static readonly SettingOutcome<Organization> NameTaken =
        new SettingOutcome<Organization>.Taken("name", "There is an organization of that name.");

    /// <summary>Adds one.</summary>
    public async ValueTask<SettingOutcome<Organization>> CreateAsync(OrganizationDraft draft, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var empty = new Organization { Id = DocId<Organization>.New(now), Name = "", CreatedAt = now };
        var decision = draft.ApplyTo(empty, directory.Current.Fields);
        return decision is SettingOutcome<Organization>.Done { Value: var organization }
            ? await writer.InsertAsync(organization, NameTaken, ct)
            : decision;
    }

    /// <summary>Edits one. <paramref name="change"/> may run again after a lost race.</summary>
    public ValueTask<SettingOutcome<Organization>> ChangeAsync(
        DocId<Organization> id, Func<OrganizationDraft, OrganizationDraft> change, CancellationToken ct) => writer.ChangeAsync(
        id, organization => change(OrganizationDraft.Of(organization)).ApplyTo(organization, directory.Current.Fields), NameTaken, ct);

    /// <summary>Removes one that no contact belongs to; administrators only.</summary>
    public async ValueTask<SettingOutcome<Organization>> DeleteAsync(DocId<Organization> id, AgentAccess by, CancellationToken ct) =>
        !by.IsAdministrator ? new SettingOutcome<Organization>.Forbidden()
        : await store.CountAsync(Contact.Fields.Organization.Is(id.Value), 1, ct) > 0
            ? new SettingOutcome<Organization>.InUse("Contacts belong to it.")
            : await writer.DeleteAsync(id, ct);
}
