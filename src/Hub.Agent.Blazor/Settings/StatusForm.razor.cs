using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Settings;
using Hub.Core.Statuses;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Writes a status.</summary>
public partial class StatusForm : ComponentBase
{
    private StatusDraft _draft = new() { State = Core.Tickets.TicketState.Pending };
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public Status? Status { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateStatus Create { get; set; }

    [Inject]
    public required ChangeStatus Change { get; set; }

    [Inject]
    public required DeleteStatus Delete { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override void OnInitialized() => _draft = Status is { } status ? StatusDraft.Of(status) : _draft;

    private async Task SaveAsync()
    {
        var outcome = Status is { } status
            ? await Change.HandleAsync(status.Id, _ => _draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(_draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<Status>.Done && Status is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Status!.Id, Session.Access, Session.Ended), Texts);
}
