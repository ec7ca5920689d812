using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Server.Tests.Realtime;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Tests.Rights;

/// <summary>Puts the questions of one profile and compares each answer with <see cref="RightsTable"/>.</summary>
internal sealed class RightsScore
{
    private readonly HashSet<(string Route, string Row)> _covered = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public int Asked { get; private set; }

    public List<string> Wrong { get; } = [];

    /// <summary>Rows of the route table that nobody asked.</summary>
    public IEnumerable<string> Unasked() => RouteTable.Routes.Concat(RouteTable.Calls).Concat(RouteTable.Events)
        .SelectMany(static route => route.Value.Select(row => (route.Key, row))).Where(pair => !_covered.Contains(pair))
        .Select(static pair => $"{pair.Key}: {pair.row}");

    /// <summary>A REST question.</summary>
    /// <param name="route">As in the route table.</param>
    /// <param name="row">Row of the table of rights.</param>
    /// <param name="who">Profile, client and place.</param>
    /// <param name="path">What is really called.</param>
    /// <param name="body">JSON, or ready content.</param>
    public async Task<HttpStatusCode> RestAsync(string route, string row, Asker who, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Split(' ')[0]), $"/api/v1{path}")
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)),
        };
        using var answer = await who.Agent.Http.SendAsync(request, Ct);
        var letter = answer.StatusCode switch
        {
            HttpStatusCode.NotFound => '.',
            HttpStatusCode.Forbidden => 'x',
            // A state that stands in the way is told to those alone who may do it.
            HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.NoContent or HttpStatusCode.Conflict => '+',
            _ => '?',
        };
        Note(route, row, who, letter, letter == '?' ? $"{path} {await answer.Content.ReadAsStringAsync(Ct)}" : body is HttpContent or null ? path : $"{path} {JsonSerializer.Serialize(body)}");
        return answer.StatusCode;
    }

    /// <summary>Whether a list names something.</summary>
    public async Task ListAsync(string route, string row, Asker who, string path, string wanted)
    {
        using var answer = await who.Agent.Http.GetAsync($"/api/v1{path}", Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Note(route, row, who, answer.StatusCode != HttpStatusCode.OK ? '?' : text.Contains($"\"{wanted}\"", StringComparison.Ordinal) ? '+' : '.', path);
    }

    /// <summary>A call of the agents' hub.</summary>
    public async Task CallAsync(string call, string row, Asker who, HubClient live, object argument)
    {
        var letter = '+';
        try
        {
            await live.TellAsync(call, argument);
        }
        catch (HubException refusal)
        {
            letter = refusal.Message.Contains("not-found: ", StringComparison.Ordinal) ? '.'
                : refusal.Message.Contains("forbidden: ", StringComparison.Ordinal) ? 'x' : '?';
        }
        Note(call, row, who, letter, JsonSerializer.Serialize(argument));
    }

    /// <summary>Counts an answer.</summary>
    public void Note(string route, string row, Asker who, char letter, string what)
    {
        Asked++;
        var rows = RouteTable.Routes.GetValueOrDefault(route) ?? RouteTable.Calls.GetValueOrDefault(route) ?? RouteTable.Events[route];
        rows.ShouldContain(row, $"{route} is asked by a row that the table does not give it.");
        _covered.Add((route, row));
        if (RightsTable.Expect(row, who.Profile, who.Place) is var expected && expected != letter)
        {
            Wrong.Add($"{who.Profile} at {who.Place}: {route} ({what}) answered '{letter}', expected '{expected}' by {row}");
        }
    }
}

/// <summary>Who asks, and about which place (0 to 3).</summary>
internal sealed record Asker(string Profile, RightsAgent Agent, int Place);
