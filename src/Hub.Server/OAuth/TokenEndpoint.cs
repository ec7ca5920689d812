using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Core.Ports;

namespace Hub.Server.OAuth;

/// <summary>Asks token endpoints by HTTP. Redirects are not followed: secrets go where they were meant for.</summary>
public sealed class TokenEndpoint(IHttpClientFactory clients) : ITokenEndpoint
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "token-endpoint";

    /// <summary>Of an answer, in bytes.</summary>
    public const int LargestAnswer = 64 * 1024;

    /// <summary>From the question to the whole answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // The provider may be asked again for these (RFC 6749, 4.1.2.1; RFC 8628, 3.5).
    private static readonly string[] Passing = ["temporarily_unavailable", "server_error", "slow_down"];

    /// <inheritdoc/>
    public async ValueTask<TokenAnswer> AskAsync(TokenRequest request, CancellationToken ct)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            using var message = MessageOf(request);
            using var answer = await http.SendAsync(message, ct);
            return Read((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(ct));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new TokenAnswer.Unavailable($"{request.Endpoint.Host}: {fault.GetType().Name}");
        }
    }

    private static HttpRequestMessage MessageOf(TokenRequest request)
    {
        var form = new Dictionary<string, string>(request.Form);
        var message = new HttpRequestMessage(HttpMethod.Post, request.Endpoint);
        if (request.ClientSecret is { } secret && !request.SendsSecretInBody)
        {
            // Form encoding comes before Base64 (RFC 6749, 2.3.1).
            var pair = $"{Uri.EscapeDataString(request.ClientId)}:{Uri.EscapeDataString(secret)}";
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form["client_id"] = request.ClientId;
            if (request.ClientSecret is { } sent)
            {
                form["client_secret"] = sent;
            }
        }
        message.Headers.Accept.ParseAdd("application/json");
        message.Content = new FormUrlEncodedContent(form);
        return message;
    }

    private static TokenAnswer Read(int status, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (status == 200 && root.TryGetProperty("access_token", out var token) && token.GetString() is { Length: > 0 } access)
            {
                return new TokenAnswer.Issued(access, LifetimeIn(root), TextIn(root, "refresh_token"));
            }
            return status is >= 400 and < 500 and not 408 and not 429 && TextIn(root, "error") is { } error && !Passing.Contains(error)
                ? new TokenAnswer.Refused(CodeOf(error))
                : new TokenAnswer.Unavailable($"It answered {status}.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new TokenAnswer.Unavailable($"It answered {status} with something that is no JSON object.");
        }
    }

    // Some write the number as text.
    private static TimeSpan? LifetimeIn(JsonElement root) => root.TryGetProperty("expires_in", out var given)
        && double.TryParse(given.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e9
        ? TimeSpan.FromSeconds(seconds)
        : null;

    private static string? TextIn(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    // It is shown to people and logged, so it must be a code and nothing else.
    private static string CodeOf(string error) =>
        error.Length <= 60 && error.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.') ? error : "refused";
}
