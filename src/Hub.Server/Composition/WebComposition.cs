using Hub.Server.Http;

namespace Hub.Server.Composition;

/// <summary>What HTTP needs besides the endpoints: JSON, problems, static files.</summary>
public static class WebComposition
{
    public static IServiceCollection AddHubWeb(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(static options => HttpJson.Configure(options.SerializerOptions));
        services.AddOpenApi();
        return services;
    }

    public static void MapHubWeb(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapOpenApi();
        app.MapGet("/health/live", static () => Results.Ok(new { status = "up" })).ExcludeFromDescription();
    }
}
