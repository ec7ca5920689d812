using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Bench.Clients;

/// <summary>The REST calls the scenarios need.</summary>
public sealed partial class ApiClient : IDisposable
{
    /// <summary>The site that embeds the widget in the scenarios.</summary>
    public const string Site = "http://shop.example";

    private readonly HttpClient _http;

    public ApiClient(Uri server, string token)
    {
        _http = new HttpClient { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/v1{path}", body, ct);
        return await ReadAsync(answer, ct);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync($"/api/v1{path}", ct);
        return await ReadAsync(answer, ct);
    }

    public async Task<string> CreateInboxAsync(string name, string channel, object settings, CancellationToken ct) =>
        (await PostAsync("/inboxes", new { name, channel, settings }, ct)).GetProperty("id").GetString()!;

    public Task<string> CreateChatInboxAsync(CancellationToken ct) =>
        CreateInboxAsync("Shop", "chat", new { allowedOrigins = new[] { Site } }, ct);

    /// <summary>A token of a new agent.</summary>
    public async Task<string> CreateAgentAsync(object agent, CancellationToken ct)
    {
        var created = await PostAsync("/agents", agent, ct);
        var token = await PostAsync($"/agents/{created.GetProperty("id").GetString()}/tokens", new { name = "bench" }, ct);
        return token.GetProperty("token").GetString()!;
    }

    /// <summary>A frame ticket, as the widget's frame carries it.</summary>
    public async Task<string> FrameTicketAsync(string inbox, CancellationToken ct)
    {
        var page = await _http.GetStringAsync($"/widget/frame?inbox={inbox}&origin={Uri.EscapeDataString(Site)}", ct);
        using var data = JsonDocument.Parse(FrameData().Match(page).Groups[1].Value);
        return data.RootElement.GetProperty("frameTicket").GetString()!;
    }

    /// <summary>Hands a raw mail in; answers the body of 202, or null when it is to be handed in again: the server was gone or busy.</summary>
    public async Task<JsonElement?> TryMailAsync(string inbox, ReadOnlyMemory<byte> mail, CancellationToken ct)
    {
        using var content = new ReadOnlyMemoryContent(mail);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        try
        {
            using var answer = await _http.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, ct);
            return (int)answer.StatusCode is 429 or >= 500 ? null : await ReadAsync(answer, ct);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>All items of a paged list.</summary>
    public async IAsyncEnumerable<JsonElement> ListAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var joint = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        string? cursor = null;
        do
        {
            var page = await GetAsync($"{path}{joint}limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", ct);
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                yield return item;
            }

            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {text}");
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("id=\"hub-frame\"[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex FrameData();
}
