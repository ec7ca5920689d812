using Hub.Core.Agents;

namespace Hub.Server.Accounts;

/// <summary>Who makes a request.</summary>
public static class Caller
{
    /// <summary>What the caller may see and do; endpoints that ask require authorization.</summary>
    public static AgentAccess Access(this HttpContext http) =>
        http.FindAccess() ?? throw new InvalidOperationException("The endpoint does not require authorization.");

    /// <summary>As <see cref="Access"/>, null for nobody.</summary>
    public static AgentAccess? FindAccess(this HttpContext http) =>
        Sessions.AgentOf(http.User) is { } id
        && http.RequestServices.GetRequiredService<HubDirectory>().Current is var names
        && names.Agents.TryGetValue(id, out var agent) && agent.IsActive
            ? AgentAccess.Of(agent, names)
            : null;
}
