using Hub.MailServers;

namespace Hub.Server.Tests.Mail;

/// <summary>The whole corpus by every door that mail comes in by.</summary>
public sealed class CorpusDoorsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_corpus_comes_to_the_same_by_REST_by_the_operator_and_by_IMAP()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var (byRest, byOperator, byImap) = (ByRestAsync(), ByOperatorAsync(), ByImapAsync());
        var (rest, ingested, (fetched, uncarried)) = (await byRest, await byOperator, await byImap);

        rest.Count.ShouldBeGreaterThanOrEqualTo(150);
        Differences(rest, ingested).ShouldBeEmpty();
        // IMAP cannot carry a mail without a byte, nor one with NUL in it (RFC 3501, 9: CHAR8).
        uncarried.ShouldBe(["charset-nul", "empty", "headers-binary"], ignoreOrder: true);
        Differences(rest.Where(one => !uncarried.Contains(one.Key)).ToDictionary(), fetched).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyDictionary<string, string>> ByRestAsync()
    {
        await using var door = await MailDoor.OpenAsync();
        foreach (var sample in door.First)
        {
            await door.PostAsync(sample.Bytes);
        }
        foreach (var sample in door.Samples)
        {
            var answer = await door.PostAsync(sample.Bytes);
            answer["outcome"]!.GetValue<string>().ShouldBe(sample.Expectation.Outcome, sample.Name);
            answer["answered"]!.GetValue<bool>().ShouldBe(sample.Expectation.Answered ?? answer["answered"]!.GetValue<bool>(), sample.Name);
        }
        return await door.ReadAsync();
    }

    private static async Task<IReadOnlyDictionary<string, string>> ByOperatorAsync()
    {
        await using var door = await MailDoor.OpenAsync();
        await door.IngestAsync([.. door.First.Concat(door.Samples).Select(static sample => sample.Bytes)]);
        return await door.ReadAsync();
    }

    private static async Task<(IReadOnlyDictionary<string, string> Found, IReadOnlyList<string> Uncarried)> ByImapAsync()
    {
        await using var host = await MailHost.StartAsync(Ct);
        await using var door = await MailDoor.OpenAsync(new { host = "127.0.0.1", port = host.ImapPort, security = "none", user = MailDoor.Address, password = MailHost.Password });
        await RawMailbox.AppendAsync(host, MailDoor.Address, door.First.Select(static sample => sample.Bytes), Ct);
        await door.SettledAsync(door.First.Count);
        var carried = door.Samples.Where(static sample => RawMailbox.CanHold(sample.Bytes)).ToList();
        await RawMailbox.AppendAsync(host, MailDoor.Address, carried.Select(static sample => sample.Bytes), Ct);
        await door.SettledAsync(door.First.Count + carried.Count);
        return (await door.ReadAsync(), [.. door.Samples.Except(carried).Select(static sample => sample.Name)]);
    }

    private static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        [.. one.Keys.Union(other.Keys).Where(name => one.GetValueOrDefault(name) != other.GetValueOrDefault(name))
            .Select(name => $"{name}:\n{one.GetValueOrDefault(name)}\n{other.GetValueOrDefault(name)}")];
}
