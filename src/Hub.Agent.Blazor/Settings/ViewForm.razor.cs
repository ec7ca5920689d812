using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.CustomFields;
using Hub.Core.SavedViews;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Writes a view.</summary>
public partial class ViewForm : ComponentBase
{
    private ViewDraft _draft = new() { Columns = ViewColumns.Default };
    private ConditionRows _rows = new();
    private string _sort = "rank";
    private bool _isDescending;
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public SavedView? View { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateView Create { get; set; }

    [Inject]
    public required ChangeView Change { get; set; }

    [Inject]
    public required DeleteView Delete { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private IEnumerable<string> CustomNames => Session.Directory.Fields
        .Where(static defined => defined.Scope == FieldScope.Ticket).Select(static defined => FieldDefinition.TermPrefix + defined.Name);

    /// <summary>All that can be shown, and what is shown of fields that are gone.</summary>
    private IEnumerable<string> AllColumns => ViewColumns.Names.Concat(CustomNames).Union(_draft.Columns);

    protected override void OnInitialized()
    {
        if (View is { } known)
        {
            _draft = ViewDraft.Of(known);
            _rows = ConditionRows.Of(known.Filter);
            (_sort, _isDescending) = (known.Sort.TrimStart('-'), known.Sort.StartsWith('-'));
        }
    }

    private void Toggle(string column, ChangeEventArgs change) => _draft = _draft with
    {
        Columns = [.. AllColumns.Where(name => name == column ? change.Value is true : _draft.Columns.Contains(name))],
    };

    private void Share(GroupId group, ChangeEventArgs change) => _draft = _draft with
    {
        Groups = change.Value is true ? [.. _draft.Groups, group] : [.. _draft.Groups.Where(other => other != group)],
    };

    private async Task SaveAsync()
    {
        if (_rows.Rows.Find(static row => !row.IsComplete) is { } open)
        {
            _answer = new SettingAnswer(false, string.Format(Texts.Culture, Texts.Conditions.SaysNothing, RowColumns.LabelOf(open.Field, Session)));
            return;
        }
        var draft = _draft with { Filter = _rows.ToCondition(), Sort = (_isDescending ? "-" : "") + _sort };
        var outcome = View is { } known
            ? await Change.HandleAsync(known.Id, _ => draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<SavedView>.Done && View is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(View!.Id, Session.Access, Session.Ended), Texts);
}
