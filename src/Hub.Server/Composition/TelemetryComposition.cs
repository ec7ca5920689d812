using Hub.Server.Operation;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Server.Composition;

/// <summary>Metrics for Prometheus at <c>/metrics</c>; traces and metrics to a collector when one is configured.</summary>
public static class TelemetryComposition
{
    public static IServiceCollection AddHubTelemetry(this IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton<Gauges>().AddSingleton<HubTelemetry>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("hub"))
            .WithMetrics(static metrics => metrics
                .AddMeter(HubTelemetry.Name, "Hub.Storage", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http.Connections",
                    "Microsoft.AspNetCore.Server.Kestrel")
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (settings.OtlpEndpoint is { } collector)
        {
            telemetry.WithTracing(static tracing => tracing.AddSource(HubTelemetry.Name).AddAspNetCoreInstrumentation())
                .UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.Grpc, collector);
        }
        return services;
    }
}
