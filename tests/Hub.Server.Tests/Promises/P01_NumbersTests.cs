using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Hub.Server.Tests.Hosting;
using Hub.Server.Tests.Realtime;
using Hub.Server.Tests.Rights;

namespace Hub.Server.Tests.Promises;

/// <summary>P01: every request has a number of its own that people can read, calls included.</summary>
public sealed class P01_NumbersTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private const int Each = 250;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P01_a_thousand_parallel_intakes_over_mixed_channels_have_a_thousand_numbers()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var mail = RightsDesk.Id(await desk.PostAsync("/inboxes", new { name = RightsDesk.Unique("Mail"), channel = "email", settings = new { address = "numbers@desk.test" } }));
        var api = RightsDesk.Id(await desk.PostAsync("/inboxes", new { name = RightsDesk.Unique("Api"), channel = "api" }));
        var numbers = new ConcurrentBag<string>();
        await Task.WhenAll(
            EachAsync(async i => (await MailAsync(desk, mail, $"mail {i}"))["ticket"]!.GetValue<string>()),
            EachAsync(async i => (await desk.PostAsync($"/inboxes/{api}/messages", new { externalId = $"{i}", from = new { name = $"App {i}", id = $"{i}" }, text = "Hello" }, 202))["ticket"]!.GetValue<string>()),
            EachAsync(async i => (await desk.PostAsync("/tickets", new
            {
                subject = $"Call {i}",
                status = "closed",
                contact = new { name = $"Caller {i}" },
                message = new { kind = "public", channel = "phone", text = "Asked.", durationSeconds = 60 },
            }))["number"]!.GetValue<string>()),
            EachAsync(async i =>
            {
                await using var visitor = await VisitorClient.StartAsync(hub);
                return (await visitor.SendAsync($"Hello {i}")).GetProperty("number").GetString()!;
            }));

        numbers.Count.ShouldBe(4 * Each);
        numbers.Distinct().Count().ShouldBe(4 * Each);
        numbers.ShouldAllBe(static number => number.All(char.IsAsciiDigit));

        async Task EachAsync(Func<int, Task<string>> takeAsync) => await Parallel.ForEachAsync(
            Enumerable.Range(0, Each), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (i, _) => numbers.Add(await takeAsync(i)));
    }

    [Fact]
    public async Task P01_the_number_stands_in_list_header_receipt_and_widget()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var (mailed, _) = await desk.MailAsync(await desk.QueueAsync("Numbers"), "Kettle");
        (await desk.GetAsync("/tickets?limit=200"))["items"]!.AsArray().ShouldContain(row => row!["number"]!.GetValue<string>() == mailed);
        (await desk.GetAsync($"/tickets/{mailed}"))["number"]!.GetValue<string>().ShouldBe(mailed);
        var receipt = (await desk.GetAsync($"/tickets/{mailed}/messages"))["items"]!.AsArray().Single(static entry => entry!["change"]?["what"]!.GetValue<string>() == "receipt")!;
        receipt["subject"]!.GetValue<string>().ShouldStartWith($"[Hub#{mailed}]");

        string token;
        string chatted;
        await using (var visitor = await VisitorClient.StartAsync(hub))
        {
            token = visitor.Token;
            chatted = (await visitor.SendAsync("Hello")).GetProperty("number").GetString()!;
            (await visitor.Hub.NextAsync("ticket")).GetProperty("number").GetString().ShouldBe(chatted);
        }
        await using var again = await VisitorClient.StartAsync(hub, token);
        again.Started.GetProperty("ticket").GetProperty("number").GetString().ShouldBe(chatted);
        chatted.ShouldNotBe(mailed);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> MailAsync(RightsDesk desk, string inbox, string subject)
    {
        var source = $"From: {Guid.NewGuid():n}@customer.test\r\nTo: numbers@desk.test\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\n\r\nHello\r\n";
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(source)) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };
        using var answer = await desk.Admin.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        return await RestHub.ReadAsync(answer, 202);
    }
}
