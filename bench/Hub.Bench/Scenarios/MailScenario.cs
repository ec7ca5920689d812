using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Bench.Clients;
using Hub.Bench.Figures;
using Hub.Bench.Mail;
using Hub.Bench.Processes;

namespace Hub.Bench.Scenarios;

public sealed class MailScenario() : Scenario("mail", "raw mails through the whole intake (handed in by REST, stored, parsed, filed), against MimeKit parsing alone")
{
    private const int Feeders = 16;

    // A service that has run for a minute is compiled in full; a fresh one mostly measures the compiler.
    private const int WarmUpRounds = 8;

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var rounds = options.IsSmall ? 1 : 15;
        var warmUp = options.IsSmall ? 1 : WarmUpRounds;
        var corpus = Enumerable.Range(0, rounds + warmUp).Select(round => MailCorpus.Make(options.Seed, round)).ToList();
        var sizes = corpus[0].Select(static mail => mail.Length).Order().ToList();
        FigureWriter.Remark($"corpus of {sizes.Count} mails, median {sizes[sizes.Count / 2]} bytes, largest {sizes[^1]}");
        var limit = Parse(corpus);

        var folder = NewFolder();
        try
        {
            await using var server = await HubServer.StartAsync(folder, Ports.Free(), ct);
            using var api = new ApiClient(server.Address, HubServer.Token);
            var inbox = await api.CreateInboxAsync("Mail", "email", new { address = "help@hub.example" }, ct);
            await FeedAsync(api, inbox, [.. corpus.Take(warmUp).SelectMany(static round => round)], ct);

            var mails = corpus.Skip(warmUp).SelectMany(static round => round).ToList();
            var (clock, processor) = (Stopwatch.StartNew(), server.ProcessorTime);
            var created = await FeedAsync(api, inbox, mails, ct);
            var rate = mails.Count / clock.Elapsed.TotalSeconds;
            figures.Write(new Figure(Name, $"mails filed, {Feeders} at a time", rate, "1/s", limit.PerSecond, mails.Count));
            figures.Write(new Figure(Name, "cpu", (server.ProcessorTime - processor).TotalMilliseconds / mails.Count, "ms/mail", limit.Milliseconds, mails.Count));
            figures.Write(new Figure(Name, "not filed as a new ticket", mails.Count - created, "mails", N: mails.Count));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        await TakeLargeAsync(corpus[0], figures, ct);
    }

    /// <summary>One large mail at a server that has just begun: how much memory it takes at most above what there was.</summary>
    private async Task TakeLargeAsync(IReadOnlyList<byte[]> warmUp, FigureWriter figures, CancellationToken ct)
    {
        var folder = NewFolder();
        try
        {
            await using var server = await HubServer.StartAsync(folder, Ports.Free(), ct);
            using var api = new ApiClient(server.Address, HubServer.Token);
            var inbox = await api.CreateInboxAsync("Mail", "email", new { address = "help@hub.example" }, ct);
            await FeedAsync(api, inbox, warmUp, ct);
            var mail = MailCorpus.MakeLarge();
            ProcessStatistics.ResetPeak(server.Id);
            var before = server.ResidentBytes;
            var answer = await api.TryMailAsync(inbox, mail, ct) ?? throw new InvalidOperationException("The large mail was not taken.");
            if (answer.GetProperty("outcome").GetString() != "created")
            {
                throw new InvalidOperationException($"The large mail came to {answer}.");
            }
            figures.Write(new Figure(Name, "memory a mail of 25 MB takes at most, to its size", (ProcessStatistics.PeakBytes(server.Id) - before) / (double)mail.Length, "times", N: 1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Hands every mail in, some at a time; answers how many became a ticket.</summary>
    private static async Task<int> FeedAsync(ApiClient api, string inbox, IReadOnlyList<byte[]> mails, CancellationToken ct)
    {
        var waiting = new ConcurrentQueue<byte[]>(mails);
        var created = 0;
        await Task.WhenAll(Enumerable.Range(0, Feeders).Select(async _ =>
        {
            while (waiting.TryDequeue(out var mail))
            {
                if (await api.TryMailAsync(inbox, mail, ct) is { } answer && answer.GetProperty("outcome").GetString() == "created")
                {
                    Interlocked.Increment(ref created);
                }
            }
        }));
        return created;
    }

    /// <summary>Parsing and decoding on every core, second pass.</summary>
    private static (double PerSecond, double Milliseconds) Parse(List<IReadOnlyList<byte[]>> corpus)
    {
        Parallel.ForEach(corpus[0], MailCorpus.Decode);
        var mails = corpus.SelectMany(static round => round).ToList();
        var (clock, processor) = (Stopwatch.StartNew(), ProcessStatistics.ProcessorTime(Environment.ProcessId));
        Parallel.ForEach(mails, MailCorpus.Decode);
        var used = ProcessStatistics.ProcessorTime(Environment.ProcessId) - processor;
        return (mails.Count / clock.Elapsed.TotalSeconds, used.TotalMilliseconds / mails.Count);
    }
}
