using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Hub.TokenServer;

/// <summary>A provider of OAuth 2.0 in a process of its own, see <c>server.js</c>; it ends with this process at the latest.</summary>
public sealed class TokenProvider : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly HttpClient _http;

    private TokenProvider(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
        _http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public string AuthorizationEndpoint => new Uri(Address, "/auth").ToString();

    public string TokenEndpoint => new Uri(Address, "/token").ToString();

    /// <summary>Where a mail server looks tokens up, with its name and password.</summary>
    public Uri Introspection => new($"http://mailserver:mailserver-secret@{Address.Authority}/token/introspection");

    public static async Task<TokenProvider> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("node", ["server.js", "--with-parent"])
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        // Held open: its end is the server's.
        _ = process.StandardInput;
        using var limit = new CancellationTokenSource(StartLimit);
        var line = await process.StandardOutput.ReadLineAsync(limit.Token);
        return line?.Split(' ') is ["listening", var port]
            ? new TokenProvider(process, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The token server did not start, it said: {line}");
    }

    /// <summary>A new client (RFC 7591).</summary>
    /// <param name="callback">Where people come back to.</param>
    /// <param name="mailbox">Whose mailbox tokens in the client's own name are for.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ProviderClient> RegisterAsync(Uri callback, string mailbox, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync("/reg", new
        {
            redirect_uris = new[] { callback.ToString() },
            grant_types = new[] { "authorization_code", "refresh_token", "client_credentials" },
            response_types = new[] { "code" },
            client_name = mailbox,
            scope = "mail offline_access",
        }, ct);
        var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
        return new ProviderClient(made["client_id"]!.GetValue<string>(), made["client_secret"]!.GetValue<string>());
    }

    /// <summary>Ends an access token before its time; what was agreed stands.</summary>
    public async Task ExpireAsync(string accessToken, CancellationToken ct)
    {
        using var answer = await _http.PostAsync($"/expire/{accessToken}", null, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Withdraws a token (RFC 7009), and with it everything that was agreed.</summary>
    public async Task RevokeAsync(ProviderClient client, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token/revocation")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")));
        using var answer = await _http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>A client of the provider.</summary>
public sealed record ProviderClient(string Id, string Secret);
