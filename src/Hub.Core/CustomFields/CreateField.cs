using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.CustomFields;

/// <summary>Adds a custom field.</summary>
public sealed class CreateField(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<FieldDefinition> NameTaken =
        new SettingOutcome<FieldDefinition>.Taken("name", "There is a field of that name.");

    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<FieldDefinition>> HandleAsync(FieldDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<FieldDefinition>.Forbidden();
        }
        var now = clock.GetUtcNow();
        var empty = new FieldDefinition { Id = DocId<FieldDefinition>.New(now), Name = "", Label = "", Type = draft.Type, CreatedAt = now };
        var decision = draft.ApplyTo(empty, directory.Current);
        if (decision is not SettingOutcome<FieldDefinition>.Done { Value: var field })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(field, NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
