using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Agents;

/// <summary>Keeps the members of groups and what follows from membership in one commit.</summary>
internal static class GroupMembers
{
    /// <summary>Most agents that one change of a group places anew: a change set takes 100 writes.</summary>
    private const int MostPlaced = 90;

    /// <summary>Puts an agent into just these groups.</summary>
    /// <returns>The refusal; null when all groups exist.</returns>
    public static async ValueTask<SettingOutcome<Agent>?> PlaceAsync(
        IHubStore store, DirectorySnapshot names, Agent agent, IReadOnlyList<GroupId> wanted, ChangeSet changes, CancellationToken ct)
    {
        var left = names.GroupsOf(agent.Id).Select(static group => group.Id).Except(wanted);
        foreach (var group in await store.FindManyAsync<Group>([.. left], ct))
        {
            changes.Replace(group, group with { Members = [.. group.Members.Where(member => member != agent.Id)] });
        }
        var joined = await store.FindManyAsync<Group>([.. wanted.Distinct()], ct);
        foreach (var group in joined.Where(group => !group.Members.Contains(agent.Id)))
        {
            changes.Replace(group, group with { Members = [.. group.Members, agent.Id] });
        }
        return joined.Count == wanted.Distinct().Count() ? null : new SettingOutcome<Agent>.Invalid("groups", "There is no such group.");
    }

    /// <summary>Members who were never given a role worked in all queues; from now on the group says what they may.</summary>
    /// <returns>The refusal; null when all members exist.</returns>
    public static async ValueTask<SettingOutcome<Group>?> PlaceAsync(
        IHubStore store, DirectorySnapshot names, Group group, ChangeSet changes, CancellationToken ct)
    {
        if (group.Members.Any(member => !names.Agents.ContainsKey(member)))
        {
            return new SettingOutcome<Group>.Invalid("members", "There is no such agent.");
        }
        var unplaced = group.Members.Where(member => names.Agents[member].Roles is null).ToList();
        if (unplaced.Count > MostPlaced)
        {
            return new SettingOutcome<Group>.Invalid("members", $"At most {MostPlaced} agents without a role join at once.");
        }
        foreach (var agent in (await store.FindManyAsync<Agent>(unplaced, ct)).Where(static agent => agent.Roles is null))
        {
            changes.Replace(agent, agent with { Roles = [] });
        }
        return null;
    }
}
