using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Automation;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Writes a canned response.</summary>
public partial class CannedForm : ComponentBase
{
    private CannedResponseDraft _draft = new();
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public CannedResponse? Canned { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateCannedResponse Create { get; set; }

    [Inject]
    public required ChangeCannedResponse Change { get; set; }

    [Inject]
    public required DeleteCannedResponse Delete { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override void OnInitialized() => _draft = Canned is { } canned ? CannedResponseDraft.Of(canned) : _draft;

    private async Task SaveAsync()
    {
        var outcome = Canned is { } canned
            ? await Change.HandleAsync(canned.Id, _ => _draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(_draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<CannedResponse>.Done && Canned is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Canned!.Id, Session.Access, Session.Ended), Texts);
}
