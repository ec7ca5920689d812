namespace Hub.Server.Composition;

/// <summary>Registers the coordination ports that were opened.</summary>
public static class CoordinationComposition
{
    public static IServiceCollection AddHubCoordination(this IServiceCollection services, HubParts parts) => services
        .AddSingleton(parts.Coordination.Presence)
        .AddSingleton(parts.Coordination.Locks)
        .AddSingleton(parts.Coordination.Fanout)
        .AddSingleton(parts.Coordination.RateLimiter);
}
