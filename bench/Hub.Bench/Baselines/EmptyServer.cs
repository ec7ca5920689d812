using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Bench.Baselines;

/// <summary>The limit of <c>start</c>: ASP.NET Core that answers one path.</summary>
public static class EmptyServer
{
    public const string Verb = "_empty-server";

    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.MapGet("/health/ready", static () => "ready");
        await app.RunAsync();
    }
}
