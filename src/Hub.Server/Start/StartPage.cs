using Hub.Server.Accounts.Pages;
using static Hub.Server.Accounts.Pages.Page;

namespace Hub.Server.Start;

/// <summary><c>/</c>: where to go from here.</summary>
public static class StartPage
{
    public static void MapStart(this IEndpointRouteBuilder pages) => pages.MapGet("/", static (HttpContext http) =>
    {
        var texts = PageTexts.Of(http.Request);
        return Of(http, texts, "Hub", $"""
            <p class="lead">{Encode(texts.StartLead)}</p>
            <nav class="doors">
            {Door("/console", texts.Console, texts.ConsoleLead)}
            {Door("/demo", texts.Demo, texts.DemoLead)}
            {Door("/docs/api", texts.Api, texts.ApiLead)}
            </nav>
            """, width: "card start");
    });

    private static string Door(string address, string name, string lead) =>
        $"""<a href="{address}"><strong>{Encode(name)}</strong><span>{Encode(lead)}</span></a>""";
}
