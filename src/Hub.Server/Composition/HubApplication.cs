using Hub.Agent.Blazor.Composition;
using Hub.Core.Storage;
using Hub.Server.OAuth;
using Hub.Server.Operation;
using Hub.Server.Operator;
using Hub.Server.Start;
using Hub.Storage;

namespace Hub.Server.Composition;

/// <summary>Builds and runs the process. The only composition root.</summary>
public static class HubApplication
{
    /// <summary>Reads the settings, runs until stopped; answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = CreateBuilder(args);
        var (settings, problems) = new SettingsReader(builder.Configuration).Read();
        if (settings is null)
        {
            return await RefuseAsync(problems);
        }
        if (Verbs.IsMeant(args))
        {
            return await Verbs.RunAsync(args, new OperatorHost(builder, settings), settings);
        }
        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        try
        {
            await using var parts = await HubParts.OpenAsync(settings, logs, CancellationToken.None);
            if (await UnfinishedImport.FindAsync(parts.Store, CancellationToken.None) is { } unfinished)
            {
                return await RefuseAsync([unfinished]);
            }
            if (FreePorts.FindTaken(settings.Addresses) is { } taken)
            {
                return await RefuseAsync([$"ASPNETCORE_URLS is '{taken}'; accepted: an address on which nothing listens yet."]);
            }
            var socket = OperatorSocket.Prepare(settings.DataDirectory);
            builder.WebHost.UseUrls([.. settings.Addresses.Select(static address => address.OriginalString), $"http://unix:{socket}"]);
            builder.Services.AddSingleton<IHostLifetime, DrainingLifetime>();
            await using var app = Build(builder, settings, parts);
            var first = await app.Services.GetRequiredService<FirstRun>().PrepareAsync(CancellationToken.None);
            await app.StartAsync();
            await Console.Out.WriteLineAsync(Banner.Of(app, settings, first));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (DataFolderInUseException inUse)
        {
            return await RefuseAsync([inUse.Message]);
        }
        catch (StoreUnavailableException away)
        {
            return await RefuseAsync([away.Message]);
        }
    }

    /// <summary>A builder whose static assets are found from any working directory and environment.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Registers and maps everything. Each part of the product adds one line to both halves.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, HubSettings settings, HubParts parts)
    {
        builder.Services.AddSingleton(settings)
            .AddHubStorage(parts)
            .AddHubCoordination(parts)
            .AddHubCore()
            .AddHubWork(parts, settings)
            .AddHubEmail(builder.Configuration, settings)
            .AddHubMailAccess(settings)
            .AddHubRealtime(builder.Configuration)
            .AddHubConsole()
            .AddHubAccounts(settings)
            .AddHubOperation(settings)
            .AddHubWeb();

        var app = builder.Build();
        app.UseHubAdmission();
        app.UseHubWeb();
        app.MapHubWeb();
        app.MapHubAccounts();
        app.MapMailboxAgreement();
        app.MapHubOperation();
        app.MapHubRealtime();
        app.MapHubConsole();
        return app;
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }
        return 2;
    }
}
