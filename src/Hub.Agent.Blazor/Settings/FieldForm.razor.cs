using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.CustomFields;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Writes a custom field.</summary>
public partial class FieldForm : ComponentBase
{
    private FieldDraft _draft = new();
    private string _choices = "";
    private string _when = "";
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public FieldDefinition? Field { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateField Create { get; set; }

    [Inject]
    public required ChangeField Change { get; set; }

    [Inject]
    public required DeleteField Delete { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override void OnInitialized()
    {
        if (Field is { } known)
        {
            _draft = FieldDraft.Of(known);
            _choices = string.Join('\n', known.Choices);
            _when = known.When is { } when ? $"{when.Field} = {string.Join(", ", when.In)}" : "";
        }
    }

    private void Toggle(QueueId queue, ChangeEventArgs change) => _draft = _draft with
    {
        Queues = change.Value is true ? [.. _draft.Queues, queue] : [.. _draft.Queues.Where(other => other != queue)],
    };

    private async Task SaveAsync()
    {
        var draft = _draft with
        {
            Choices = _choices.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            When = ReadWhen(),
        };
        var outcome = Field is { } known
            ? await Change.HandleAsync(known.Id, _ => draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<FieldDefinition>.Done && Field is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private FieldCondition? ReadWhen()
    {
        var parts = _when.Split('=', 2, StringSplitOptions.TrimEntries);
        return _when.Trim().Length == 0
            ? null
            : new FieldCondition(parts[0], parts.Length < 2 ? [] : parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Field!.Id, Session.Access, Session.Ended), Texts);
}
