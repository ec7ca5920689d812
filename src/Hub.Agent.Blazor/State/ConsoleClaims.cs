namespace Hub.Agent.Blazor.State;

/// <summary>Claims of the session cookie that the console reads; the server writes them.</summary>
public static class ConsoleClaims
{
    /// <summary>The agent's id.</summary>
    public const string Agent = "agent";
}
