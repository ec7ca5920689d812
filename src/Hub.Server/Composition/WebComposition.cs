using Hub.Server.Accounts;
using Hub.Server.Http;
using Hub.Server.Http.Shapes;
using Hub.Server.Http.Idempotency;
using Scalar.AspNetCore;

namespace Hub.Server.Composition;

/// <summary>What HTTP needs besides the endpoints: JSON, problems, the order of middleware.</summary>
public static class WebComposition
{
    public static IServiceCollection AddHubWeb(this IServiceCollection services)
    {
        services.AddExceptionHandler<FaultHandler>();
        services.ConfigureHttpJsonOptions(static options => HttpJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", OpenApiTexts.Configure);
        return services
            .AddSingleton<TicketLists>()
            .AddSingleton<TicketShapes>()
            .AddSingleton<TicketAnswers>()
            .AddSingleton<ReplyAnswers>()
            .AddSingleton<MadeAnswers>()
            .AddSingleton<SignInAddresses>();
    }

    /// <summary>Middleware in the order a request meets it.</summary>
    public static void UseHubWeb(this WebApplication app)
    {
        app.UseExceptionHandler(static _ => { });
        app.UseMiddleware<SecurityHeaders>();
        app.UseWhen(static http => http.Request.Path.StartsWithSegments("/api"), static api =>
            api.UseStatusCodePages(static context => Problem.Of(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)));
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseWhen(static http => http.Request.Path.StartsWithSegments(ApiGroup.Prefix), static api => api.UseMiddleware<IdempotencyKeys>());
    }

    public static void MapHubWeb(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapHubApi();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs/api", static options => options
            .WithTitle("Hub API")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools());
    }
}
