using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hub.MailServers;
using Hub.Server.Tests.Hosting;
using Hub.Server.Tests.Realtime;
using Hub.Server.Tests.Rights;
using MimeKit;

namespace Hub.Server.Tests.Promises;

/// <summary>P26: files of 20 MB in and out by mail and chat; a merge and a forward lose none.</summary>
public sealed class P26_FilesTests(MailScene scene) : IClassFixture<MailScene>
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P26_twenty_megabytes_come_and_go_by_mail_and_survive_merge_and_forward()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("files@hub.test");
        var anna = await scene.Desk.AgentAsync("Anna", await scene.Desk.RoleAsync(new { queue, subtree = false, allow = new[] { "read", "note", "reply", "move", "close" } }));
        var (carla, maker) = (new CustomerMailbox(scene.Host, "carla-files@customer.test"), new CustomerMailbox(scene.Host, "maker@customer.test"));
        var (film, manual) = (RandomNumberGenerator.GetBytes(TwentyMegabytes), RandomNumberGenerator.GetBytes(TwentyMegabytes));
        await carla.SendAsync("files@hub.test", "A film", "See how it leaks.", Ct, file: film);
        var number = await scene.NumberInAsync(queue);
        await MailScene.ArrivedAsync(carla, 1);
        var came = (await FilesAsync(number)).ShouldHaveSingleItem();
        (came["name"]!.GetValue<string>(), came["size"]!.GetValue<long>()).ShouldBe(("photo.bin", TwentyMegabytes));
        (await DownloadAsync(anna.Http, came)).ShouldBe(HashOf(film));

        await scene.ReplyAsync(anna, number, "The manual.", await UploadAsync(anna.Http, manual));
        HashOf(ContentOf((await MailScene.ArrivedAsync(carla, 2))[1])).ShouldBe(HashOf(manual));

        var target = await scene.Desk.TicketAsync(queue, "Leaks");
        await RightsDesk.SendAsync(anna.Http, HttpMethod.Post, $"/tickets/{number}/merge", new { into = target }, 200);
        var kept = await FilesAsync(target);
        kept.Count.ShouldBe(2);
        (await DownloadAsync(anna.Http, kept[0])).ShouldBe(HashOf(film));
        (await DownloadAsync(anna.Http, kept[1])).ShouldBe(HashOf(manual));

        var second = new CustomerMailbox(scene.Host, "dora-files@customer.test");
        await second.SendAsync("files@hub.test", "Another film", "Mine too.", Ct, file: film);
        var (_, receipt) = (0, (await MailScene.ArrivedAsync(second, 1))[0]);
        var fresh = receipt.Subject!.Split('#')[1].Split(']')[0];
        await RightsDesk.SendAsync(anna.Http, HttpMethod.Post, $"/tickets/{fresh}/forward", new { to = new[] { new { address = maker.Address } }, text = "Known fault?" }, 200);
        HashOf(ContentOf((await MailScene.ArrivedAsync(maker, 1))[0])).ShouldBe(HashOf(film));
        (await DownloadAsync(anna.Http, (await FilesAsync(fresh))[0])).ShouldBe(HashOf(film));
    }

    [Fact]
    public async Task P26_twenty_megabytes_come_and_go_by_chat()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var hub = scene.Hub;
        await using var visitor = await VisitorClient.StartAsync(hub);
        using var http = hub.Http(visitor.Token);
        var (film, manual) = (RandomNumberGenerator.GetBytes(TwentyMegabytes), RandomNumberGenerator.GetBytes(TwentyMegabytes));
        var sent = await UploadAsync(http, film, "/visitor/files");
        var number = (await visitor.SendAsync("See the film", null, sent)).GetProperty("number").GetString()!;
        (await DownloadAsync(scene.Desk.Admin, (await FilesAsync(number)).ShouldHaveSingleItem())).ShouldBe(HashOf(film));

        var file = await UploadAsync(scene.Desk.Admin, manual);
        await scene.Desk.PostAsync($"/tickets/{number}/messages", new { kind = "public", text = "The manual", attachments = new[] { file }, baseSeq = 100 });
        var told = await visitor.Hub.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("direction").GetString() == "out");
        var shown = told.GetProperty("entry").GetProperty("attachments").EnumerateArray().Single();
        shown.GetProperty("size").GetInt64().ShouldBe(TwentyMegabytes);
        HashOf(await http.GetByteArrayAsync(new Uri($"/visitor/files/{shown.GetProperty("id").GetString()}", UriKind.Relative), Ct)).ShouldBe(HashOf(manual));
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] ContentOf(MimeMessage mail)
    {
        using var bytes = new MemoryStream();
        mail.Attachments.OfType<MimePart>().Single().Content!.DecodeTo(bytes, Ct);
        return bytes.ToArray();
    }

    /// <summary>Files of the thread in its order.</summary>
    private async Task<List<JsonNode>> FilesAsync(string number) =>
        [.. (await scene.EntriesAsync(number)).Where(static entry => entry["kind"]!.GetValue<string>() == "public")
            .SelectMany(static entry => entry["attachments"]!.AsArray()).Select(static file => file!)];

    /// <summary>The hash of what is downloaded, which must be the one that is told.</summary>
    private static async Task<string> DownloadAsync(HttpClient client, JsonNode file)
    {
        var hash = HashOf(await client.GetByteArrayAsync(new Uri($"/api/v1/attachments/{RightsDesk.Id(file)}", UriKind.Relative), Ct));
        file["sha256"]!.GetValue<string>().ShouldBe(hash);
        return hash;
    }

    private static async Task<string> UploadAsync(HttpClient client, byte[] content, string path = "/api/v1/attachments")
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", "film.bin" },
        };
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, Ct);
        return RightsDesk.Id(await RestHub.ReadAsync(answer, 201));
    }
}
