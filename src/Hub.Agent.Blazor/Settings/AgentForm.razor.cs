using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Invites or changes an agent.</summary>
public partial class AgentForm : ComponentBase
{
    private AgentDraft _draft = new();
    private SettingAnswer? _answer;
    private string? _link;
    private IReadOnlyList<string> _roles = [];
    private IReadOnlyList<string> _groups = [];

    /// <summary>Null invites a new one.</summary>
    [Parameter]
    public AgentAccount? Agent { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateAgent Create { get; set; }

    [Inject]
    public required ChangeAgent Change { get; set; }

    [Inject]
    public required CreateSignInLink Links { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private IEnumerable<(string Id, string Name)> Roles => Session.Directory.Roles.Values
        .Select(role => (role.Id.Value, Texts.Rights.NameOf(role)))
        .OrderBy(static role => role.Item2, StringComparer.CurrentCultureIgnoreCase);

    private IEnumerable<(string Id, string Name)> Groups => Session.Directory.Groups.Values
        .Select(static group => (group.Id.Value, group.Name))
        .OrderBy(static group => group.Name, StringComparer.CurrentCultureIgnoreCase);

    protected override void OnInitialized()
    {
        _draft = Agent is { } agent ? AgentDraft.Of(agent, Session.Directory) : _draft;
        _roles = [.. (_draft.Roles ?? [Role.AllQueues.Id]).Select(static role => role.Value)];
        _groups = [.. (_draft.Groups ?? []).Select(static group => group.Value)];
    }

    private async Task SaveAsync()
    {
        // Untouched, an agent who was never given a role stays one: the first group it joins takes the place of all queues.
        var isUntouched = _draft.Roles is null && _groups.Count == 0 && _roles is [var only] && only == Role.AllQueues.Id.Value;
        _draft = isUntouched ? _draft : _draft with
        {
            Roles = [.. _roles.Select(static role => new RoleId(role))],
            Groups = [.. _groups.Select(static group => new GroupId(group))],
        };
        var outcome = Agent is { } agent
            ? await Change.HandleAsync(agent.Id, _ => _draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(_draft, null, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<AgentAccount>.Done made && Agent is null)
        {
            await InviteAsync(made.Value.Id);
        }
    }

    private async Task InviteAsync(AgentId agent)
    {
        if (await Links.HandleAsync(agent, Session.Access, Session.Ended) is SettingOutcome<NewSignInLink>.Done made)
        {
            _link = new Uri(new Uri(Navigation.BaseUri), $"/welcome/{made.Value.Secret}").ToString();
        }
    }
}
