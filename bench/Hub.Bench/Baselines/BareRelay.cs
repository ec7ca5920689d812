using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Bench.Baselines;

/// <summary>The limit of <c>relay</c> and <c>memory</c>: SignalR alone, passing a visitor's message to the agents that watch, on
/// the same paths and shapes as the product, without storage, rules or rights.</summary>
public static class BareRelay
{
    public const string Verb = "_bare-relay";

    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapGet("/health/ready", static () => "ready");
        app.MapHub<BareVisitorHub>("/hubs/visitor");
        app.MapHub<BareAgentHub>("/hubs/agent");
        await app.RunAsync();
    }
}
