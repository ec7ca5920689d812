using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.Queues;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Rules of a role as a table: a row for each queue, a column for each right, three marks.</summary>
public partial class RightsMatrix : ComponentBase
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<RoleRule> Rules { get; set; }

    [Parameter, EditorRequired]
    public required DirectorySnapshot Directory { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<RoleRule>> OnChanged { get; set; }

    private IEnumerable<(QueueId? Queue, string Name, int Depth)> Rows => Directory.Tree.TopDown
        .Select(queue => ((QueueId?)queue.Id, queue.Name, Directory.Tree.Upwards(queue.Id).Count()))
        .Prepend((null, Texts.Rights.AllQueues, 0));

    /// <summary>The rule of a row; a role may hold several about one queue, the screen makes one of them.</summary>
    private RoleRule RuleOf(QueueId? queue)
    {
        var rules = Rules.Where(rule => rule.Queue == queue).ToList();
        return new RoleRule(queue, rules.Count == 0 || rules.Any(static rule => rule.Subtree), [.. rules.SelectMany(static rule => rule.Allow).Distinct()])
        {
            Deny = [.. rules.SelectMany(static rule => rule.Deny).Distinct()],
        };
    }

    private string MarkOf(QueueId? queue, Right right)
    {
        var rule = RuleOf(queue);
        return rule.Deny.Contains(right) ? "denied" : rule.Allow.Contains(right) ? "allowed" : "unset";
    }

    private string WordOf(string mark) => mark switch
    {
        "allowed" => Texts.Rights.Allowed,
        "denied" => Texts.Rights.Denied,
        _ => Texts.Rights.Unset,
    };

    private Task TurnAsync(QueueId? queue, Right right)
    {
        var rule = RuleOf(queue);
        var mark = MarkOf(queue, right);
        return SetAsync(rule with
        {
            Allow = [.. rule.Allow.Where(other => other != right), .. mark == "unset" ? new[] { right } : []],
            Deny = [.. rule.Deny.Where(other => other != right), .. mark == "allowed" ? new[] { right } : []],
        });
    }

    private Task SetSubtreeAsync(QueueId? queue, bool isSubtree) => SetAsync(RuleOf(queue) with { Subtree = isSubtree });

    private Task SetAsync(RoleRule rule)
    {
        var others = Rules.Where(other => other.Queue != rule.Queue);
        return OnChanged.InvokeAsync(rule.Allow.Count + rule.Deny.Count == 0 && rule.Subtree ? [.. others] : [.. others, rule]);
    }
}
