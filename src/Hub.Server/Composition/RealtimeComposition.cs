using Hub.Server.Http;
using Hub.Server.Realtime;
using Hub.Server.Realtime.Visitors;
using Hub.Server.Realtime.Widget;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Composition;

/// <summary>Both SignalR hubs, the widget's frame and files, and the demo page.</summary>
public static class RealtimeComposition
{
    private const long LargestMessage = 32 * 1024;

    public static IServiceCollection AddHubRealtime(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Hub:Limits").Get<RealtimeLimits>() ?? new RealtimeLimits());
        services
            .AddSignalR(static options =>
            {
                options.MaximumReceiveMessageSize = LargestMessage;
                options.DisableImplicitFromServicesParameters = true;
                options.AddFilter<HubFaultFilter>();
            })
            .AddJsonProtocol(static options => HttpJson.Configure(options.PayloadSerializerOptions));
        return services
            .AddSingleton<HubFaultFilter>()
            .AddSingleton<OwnOrigin>()
            .AddSingleton<FrameTickets>()
            .AddSingleton<LoaderScript>()
            .AddSingleton<InboxAvailability>()
            .AddSingleton<VisitorFeed>()
            .AddSingleton<VisitorLimits>()
            .AddSingleton<VisitorSeen>()
            .AddSingleton<VisitorFiles>()
            .AddHostedService<AvailabilityWatch>();
    }

    public static void MapHubRealtime(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<OwnOrigin>();
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) || own.Allows(context.Request))
            {
                return next(context);
            }
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        app.MapHub<VisitorHub>("/hubs/visitor", static options => options.Transports = HttpTransportType.WebSockets);
        app.MapWidgetFrame();
        app.MapWidgetLoader();
        app.MapVisitorFiles(app.Services.GetRequiredService<RealtimeLimits>());
        app.MapDemo();
    }
}
