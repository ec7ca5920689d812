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

    protected override void OnInitialized() => _draft = Agent is { } agent ? AgentDraft.Of(agent) : _draft;

    private void ToggleAll(ChangeEventArgs change) => _draft = _draft with { Queues = change.Value is true ? null : [] };

    private void Toggle(QueueId queue, bool isChosen) => _draft = _draft with
    {
        Queues = isChosen ? [.. _draft.Queues!, queue] : [.. _draft.Queues!.Where(kept => kept != queue)],
    };

    private async Task SaveAsync()
    {
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
