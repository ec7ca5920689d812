using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Makes or changes a role.</summary>
public partial class RoleForm : ComponentBase
{
    private string _name = "";
    private IReadOnlyList<RoleRule> _rules = [];
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public Role? Role { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateRole Create { get; set; }

    [Inject]
    public required ChangeRole Change { get; set; }

    [Inject]
    public required DeleteRole Delete { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override void OnInitialized()
    {
        if (Role is { } role)
        {
            (_name, _rules) = (role.Name, role.Rights);
        }
    }

    private async Task SaveAsync()
    {
        var draft = new RoleDraft { Name = _name, Rights = _rules };
        var outcome = Role is { } role
            ? await Change.HandleAsync(role.Id, _ => draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<Role>.Done && Role is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Role!.Id, Session.Access, Session.Ended), Texts);
}
