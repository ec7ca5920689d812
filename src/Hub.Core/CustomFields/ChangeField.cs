using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.CustomFields;

/// <summary>Changes label, choices and rules of a custom field. Values already stored stay as they are.</summary>
public sealed class ChangeField(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<FieldDefinition>> HandleAsync(
        DocId<FieldDefinition> id, Func<FieldDraft, FieldDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<FieldDefinition>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(
            id, field => change(FieldDraft.Of(field)).ApplyTo(field, directory.Current), CreateField.NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
