using System.Diagnostics;
using System.Net.Http.Headers;
using Hub.Bench.Figures;

namespace Hub.Bench.Queries;

/// <summary>One client that asks the same again and again; times include its own work and the loopback.</summary>
public sealed class TimedRequests : IDisposable
{
    private const int WarmUp = 20;
    private readonly HttpClient _http;

    public TimedRequests(Uri server, string token)
    {
        _http = new HttpClient { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Times requests of changing addresses, after a warm-up.</summary>
    public async Task<Latencies> RunAsync(Func<int, string> address, int requests, CancellationToken ct)
    {
        var latencies = new Latencies(requests);
        for (var request = -WarmUp; request < requests; request++)
        {
            var clock = Stopwatch.GetTimestamp();
            using var answer = await _http.GetAsync(address(request + WarmUp), ct);
            await answer.Content.CopyToAsync(Stream.Null, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{address(request + WarmUp)} answered {(int)answer.StatusCode}.");
            }

            if (request >= 0)
            {
                latencies.Add(Stopwatch.GetTimestamp() - clock);
            }
        }

        return latencies;
    }

    public void Dispose() => _http.Dispose();
}
