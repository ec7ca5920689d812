using Hub.Core.Notices;
using Hub.Server.Operation;
using Hub.Server.Operator;
using Hub.Server.Start;
using Hub.Server.Workers;

namespace Hub.Server.Composition;

/// <summary>Health, start and stop.</summary>
public static class OperationComposition
{
    /// <summary>What a stop may take; with the drain before it, less than the 30 s after which orchestrators kill by default.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddHubOperation(this IServiceCollection services, HubSettings settings)
    {
        services.Configure<HostOptions>(static options => options.ShutdownTimeout = StopTime);
        return services
            .AddHubTelemetry(settings)
            .AddSingleton<Drain>()
            .AddSingleton<Readiness>()
            .AddSingleton<FirstRun>()
            .AddSingleton<DemoData>()
            .AddSingleton<OperatorActions>()
            .AddSingleton<MovingActions>()
            .AddHostedService<Upkeep>()
            .AddHostedService<JobWorker>()
            .AddHostedService<FileTextWorker>()
            .AddSingleton(new NoticeTexts(number => new Uri(settings.PublicUrl ?? settings.Addresses[0], $"/console/all/{number}").ToString()))
            .AddHostedService<NoticeRelay>()
            .AddHostedService<PendingTicker>();
    }

    public static void MapHubOperation(this WebApplication app)
    {
        app.Services.GetRequiredService<Drain>();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOperator();
        app.MapGet("/health/live", static () => Results.Ok(new HealthResponse("up", new Dictionary<string, PartHealth>())))
            .ExcludeFromDescription();
        app.MapGet("/health/ready", static async (Readiness readiness, HttpContext http, CancellationToken ct) =>
        {
            var health = await readiness.AskAsync(ct);
            if (health.Status != "up")
            {
                http.Response.Headers.RetryAfter = "2";
            }
            return Results.Json(health, statusCode: health.Status == "up" ? 200 : 503);
        }).ExcludeFromDescription();
    }
}
