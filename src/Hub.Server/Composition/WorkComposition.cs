using Hub.Core.Live;
using Hub.Core.Work;
using Hub.Server.Workers;

namespace Hub.Server.Composition;

/// <summary>How this process shares background work with the other nodes. Added before any worker.</summary>
public static class WorkComposition
{
    public static IServiceCollection AddHubWork(this IServiceCollection services, HubParts parts, HubSettings settings) => services
        .AddSingleton(new WorkShareSettings(parts.Coordination.IsEmbedded, settings.NodeBeat, settings.NodeLapse))
        .AddSingleton<WorkShare>()
        .AddSingleton<ChangePoll>()
        .AddHostedService<NodeBeats>()
        .AddHostedService<HintFallback>();
}
