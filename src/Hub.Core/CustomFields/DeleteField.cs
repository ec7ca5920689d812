using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.CustomFields;

/// <summary>Removes a custom field. Values stay where they stand and are shown without rules.</summary>
public sealed class DeleteField(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only; refused while another field depends on it.</summary>
    public async ValueTask<SettingOutcome<FieldDefinition>> HandleAsync(DocId<FieldDefinition> id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<FieldDefinition>.Forbidden();
        }
        var fields = directory.Current.Fields;
        if (fields.FirstOrDefault(field => field.Id == id) is { } known
            && fields.FirstOrDefault(other => other.Scope == known.Scope && other.When?.Field == known.Name) is { } dependent)
        {
            return new SettingOutcome<FieldDefinition>.InUse($"The field '{dependent.Name}' depends on it.");
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
