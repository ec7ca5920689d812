namespace Hub.Server.Composition;

/// <summary>Builds and runs the process. The only composition root.</summary>
public static class HubApplication
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Reads the settings, runs until stopped; answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = CreateBuilder(args);
        var (settings, problems) = new SettingsReader(builder.Configuration).Read();
        if (settings is null)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }
            return 2;
        }
        await using var app = Build(builder, settings);
        await app.RunAsync();
        return 0;
    }

    /// <summary>A builder whose static assets are found from any working directory and environment.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
        return builder;
    }

    /// <summary>Registers and maps everything. Each part of the product adds one line to both halves.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, HubSettings settings)
    {
        builder.Services.AddSingleton(settings)
            .AddHubCore()
            .AddHubEmail(builder.Configuration)
            .AddHubWeb();

        var app = builder.Build();
        app.MapHubWeb();
        return app;
    }
}
