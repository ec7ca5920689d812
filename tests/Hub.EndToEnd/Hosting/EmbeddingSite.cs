using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.EndToEnd.Hosting;

/// <summary>A customer's site: one page that embeds the widget as the documentation says, under a policy that allows nothing but that.</summary>
public sealed class EmbeddingSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _hub;
    private string _inbox = "";

    private EmbeddingSite(WebApplication app, Uri hub)
    {
        _app = app;
        _hub = hub;
    }

    /// <summary>The page at Hub's host, on another port: another origin of the same site.</summary>
    public Uri SameSite { get; private set; } = null!;

    /// <summary>The page at another host than Hub's: a third party to it.</summary>
    public Uri OtherSite => new($"http://localhost:{SameSite.Port}/");

    public static async Task<EmbeddingSite> StartAsync(HubProcess hub)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var site = new EmbeddingSite(app, hub.Address);
        app.MapGet("/", site.WriteAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        site.SameSite = new Uri(app.Urls.Single());
        return site;
    }

    /// <summary>As <c>location.origin</c> says it.</summary>
    public static string OriginOf(Uri page) => page.GetLeftPart(UriPartial.Authority);

    public void Embed(string inbox) => _inbox = inbox;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task WriteAsync(HttpContext context)
    {
        var hub = OriginOf(_hub);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'self'; script-src {hub}; frame-src {hub}";
        return context.Response.WriteAsync($"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title></head>
            <body><h1>A shop</h1><script async src="{hub}/widget.js" data-inbox="{_inbox}"></script></body></html>
            """);
    }
}
