using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Makes or changes a group.</summary>
public partial class GroupForm : ComponentBase
{
    private string _name = "";
    private IReadOnlyList<string> _roles = [];
    private IReadOnlyList<string> _members = [];
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public Group? Group { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateGroup Create { get; set; }

    [Inject]
    public required ChangeGroup Change { get; set; }

    [Inject]
    public required DeleteGroup Delete { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private IEnumerable<(string Id, string Name)> Roles => Session.Directory.Roles.Values
        .Select(role => (role.Id.Value, Texts.Rights.NameOf(role)))
        .OrderBy(static role => role.Item2, StringComparer.CurrentCultureIgnoreCase);

    private IEnumerable<(string Id, string Name)> Agents => Session.Directory.Agents.Values
        .Where(agent => agent.IsActive || _members.Contains(agent.Id.Value))
        .OrderBy(static agent => agent.Name, StringComparer.CurrentCultureIgnoreCase)
        .Select(static agent => (agent.Id.Value, agent.Name));

    protected override void OnInitialized()
    {
        if (Group is { } group)
        {
            _name = group.Name;
            _roles = [.. group.Roles.Select(static role => role.Value)];
            _members = [.. group.Members.Select(static member => member.Value)];
        }
    }

    private async Task SaveAsync()
    {
        var draft = new GroupDraft
        {
            Name = _name,
            Roles = [.. _roles.Select(static role => new RoleId(role)).Where(Session.Directory.Roles.ContainsKey)],
            Members = [.. _members.Select(static member => new AgentId(member))],
        };
        var outcome = Group is { } group
            ? await Change.HandleAsync(group.Id, _ => draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<Group>.Done && Group is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Group!.Id, Session.Access, Session.Ended), Texts);
}
