using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hub.Channels.Tests.Email.Desk;
using Hub.Channels.Tests.Email.Malformed;
using Hub.Core.Inbound;
using Hub.Core.Storage;

namespace Hub.Channels.Tests.Email;

/// <summary>Mails drawn from a seed, half by a grammar, half by damaging the corpus, through the whole intake. Apart from other tests,
/// for it takes all that the machine has.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MalformedMailTests(ITestOutputHelper output)
{
    private const string Name = "Malformed mails";
    private const int Mails = 20_000;

    // So many are under way that their commits share the disk.
    private const int AtATime = 128;
    private const int FirstSeed = 20_260_302;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("HUB_MAIL_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : FirstSeed;

    [Fact]
    public async Task Twenty_thousand_malformed_mails_are_all_kept_or_held_with_their_bytes()
    {
        var seed = Seed;
        output.WriteLine($"HUB_MAIL_SEED={seed}");
        await using var desk = await MailDesk.OpenAsync();
        var kinds = new ConcurrentDictionary<FilingKind, int>();
        var wrong = new ConcurrentQueue<string>();
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, Mails, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = MailDesk.Stop }, async (index, ct) =>
        {
            var mail = MailOf(seed + index);
            var received = await desk.KeepAsync(mail);
            var outcome = await desk.File.HandleAsync(received, ct);
            kinds.AddOrUpdate(outcome.Kind, 1, static (_, count) => count + 1);
            if (await ProblemOfAsync(desk, received.Id, mail, outcome) is { } problem)
            {
                wrong.Enqueue($"seed {seed + index}: {problem}");
            }
        });
        output.WriteLine($"{string.Join(", ", kinds.OrderBy(static kind => kind.Key).Select(static kind => $"{kind.Key} {kind.Value}"))} in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");

        wrong.Take(10).ShouldBeEmpty();
        desk.Faults.Faults.Select(static fault => fault.ToString()).Distinct().Take(3).ShouldBeEmpty();
        kinds.Values.Sum().ShouldBe(Mails);
        // Otherwise the generator writes nothing that is read at all, or nothing that is damaged.
        foreach (var kind in (FilingKind[])[FilingKind.Created, FilingKind.Suppressed, FilingKind.Held])
        {
            kinds[kind].ShouldBeGreaterThan(Mails / 100, $"{kind}");
        }
    }

    private static byte[] MailOf(int seed)
    {
        var random = new Random(seed);
        return seed % 2 == 0 ? new MailGrammar(random).Next() : new MailMutations(random).Next();
    }

    // That reading takes too long is an outcome of the product: such a mail is held, and none of these may be.
    private static async Task<string?> ProblemOfAsync(MailDesk desk, DocId<Intake> id, byte[] mail, FilingOutcome outcome)
    {
        var settled = (await desk.Store.FindAsync(id, MailDesk.Stop))!;
        return settled.State == IntakeState.Received ? $"not settled: {settled.Reason}"
            : outcome.Because.Contains("takes longer", StringComparison.Ordinal) ? outcome.Because
            : !(await desk.RawAsync(settled)).AsSpan().SequenceEqual(mail) ? "other bytes were kept"
            : null;
    }
}
