using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace Hub.Server.Accounts.Pages;

/// <summary>A small page that works without scripts. Every text that is put in goes through <see cref="Encode"/>.</summary>
public static class Page
{
    /// <summary>Safe as text and as attribute value.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>The page around a card.</summary>
    public static IResult Of(HttpContext http, PageTexts texts, string title, string body, int status = 200, string width = "card")
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept-Language";
        var html = $"""
            <!DOCTYPE html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(title)} · Hub</title>
            <link rel="icon" href="/hub.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/hub.css">
            </head>
            <body>
            <main class="{width}">
            <a class="mark" href="/"><img src="/hub.svg" alt="" width="36" height="36"><span>Hub</span></a>
            <h1>{Encode(title)}</h1>
            {body}
            </main>
            </body>
            </html>
            """;
        return Results.Content(html, "text/html", Encoding.UTF8, status);
    }

    /// <summary>A sentence that must be noticed.</summary>
    public static string Alert(string? text) => text is null ? "" : $"""<p class="alert" role="alert">{Encode(text)}</p>""";

    /// <summary>A form that proves it came from our page.</summary>
    public static string Form(HttpContext http, string action, string fields, string submit)
    {
        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return $"""
            <form method="post" action="{Encode(action)}">
            <input type="hidden" name="{token.FormFieldName}" value="{token.RequestToken}">
            {fields}
            <button type="submit">{Encode(submit)}</button>
            </form>
            """;
    }

    /// <summary>A labelled field.</summary>
    public static string Field(string name, string label, string type, string autocomplete, string value = "", bool isFocused = false) => $"""
        <label for="{name}">{Encode(label)}</label>
        <input id="{name}" name="{name}" type="{type}" autocomplete="{autocomplete}" value="{Encode(value)}" required{(isFocused ? " autofocus" : "")}>
        """;

    /// <summary>The posted form, or null when it did not come from our page or is too old.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        var isOurs = http.Request.HasFormContentType && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        return isOurs ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
    }
}
