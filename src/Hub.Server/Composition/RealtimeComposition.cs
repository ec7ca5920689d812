using Hub.Server.Accounts;
using Hub.Server.Http;
using Hub.Server.Realtime;
using Hub.Server.Realtime.Agents;
using Hub.Server.Realtime.MessagePack;
using Hub.Server.Realtime.Visitors;
using Hub.Server.Realtime.Widget;
using MessagePack;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
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
            .AddHubOptions<AgentHub>(static options => options.AddFilter<FreshDirectoryFilter>())
            .AddJsonProtocol(static options => HttpJson.Configure(options.PayloadSerializerOptions))
            .AddMessagePackProtocol(static options => options.SerializerOptions = MessagePackSerializerOptions.Standard
                .WithResolver(JsonShapeResolver.Instance)
                .WithSecurity(MessagePackSecurity.UntrustedData));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, HubTicketAuthentication>(HubTicketAuthentication.SchemeName, null);
        return services
            .AddSingleton<HubFaultFilter>()
            .AddSingleton<FreshDirectoryFilter>()
            .AddSingleton<Admission>()
            .AddSingleton<OwnOrigin>()
            .AddSingleton<FrameTickets>()
            .AddSingleton<LoaderScript>()
            .AddSingleton<InboxAvailability>()
            .AddSingleton<VisitorView>()
            .AddSingleton<VisitorFeed>()
            .AddSingleton<VisitorLimits>()
            .AddSingleton<VisitorSeen>()
            .AddSingleton<VisitorFiles>()
            .AddHostedService<AvailabilityWatch>()
            .AddSingleton<AgentFeed>()
            .AddSingleton<AgentDesk>()
            .AddSingleton<AgentCommands>()
            .AddSingleton<HubTickets>()
            .AddHostedService<AgentBeat>()
            .AddHostedService<LockReaper>();
    }

    /// <summary>Before everything else: turning a connection away must cost nothing.</summary>
    public static void UseHubAdmission(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<Admission>();
        app.Use((context, next) =>
            context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && admission.Refuse() is { } refusal
                ? refusal.ExecuteAsync(context)
                : next(context));
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
        app.MapHub<AgentHub>("/hubs/agent", static options => options.Transports = HttpTransportType.WebSockets)
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = $"{Schemes.Any},{HubTicketAuthentication.SchemeName}" });
        app.MapHubTicket();
        app.MapWidgetFrame();
        app.MapWidgetLoader();
        app.MapVisitorFiles(app.Services.GetRequiredService<RealtimeLimits>());
        app.MapDemo();
    }
}
