using System.Text;
using System.Text.Json.Nodes;
using Hub.Channels.Tests.Email.Crypto;
using Hub.MailServers;
using Hub.Server.Tests.Rights;
using MimeKit;

namespace Hub.Server.Tests.Promises;

/// <summary>P61: encrypted mail comes in readable with a verified badge, and goes out encrypted; receipts too. GnuPG is the customer's
/// program, the mail goes over real servers.</summary>
public sealed class P61_EncryptedMailTests(MailScene scene, GpgHome gpg) : IClassFixture<MailScene>, IClassFixture<GpgHome>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P61_encrypted_mail_is_readable_with_a_verified_badge_and_answered_encrypted_or_not_at_all()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync(GpgHome.Support, "Support");
        var own = await KeyAsync($"/queues/{queue}/keys", await gpg.PrivateAsync(GpgHome.Support));
        own["private"]!.GetValue<bool>().ShouldBeTrue();
        own.ToJsonString().ShouldNotContain("BEGIN PGP PRIVATE");
        var contact = RightsDesk.Id(await scene.Desk.PostAsync("/contacts", new { name = "Carla", email = GpgHome.Carla }));
        var theirs = await KeyAsync($"/contacts/{contact}/keys", await gpg.PublicAsync(GpgHome.Carla));

        var carla = new CustomerMailbox(scene.Host, GpgHome.Carla);
        await carla.SendAsync(await MailAsync(), Ct);
        var number = await scene.NumberInAsync(queue);
        await MailScene.ArrivedAsync(carla, 1);
        var entry = (await scene.EntriesAsync(number)).First(static one => one["kind"]!.GetValue<string>() == "public");
        entry["text"]!.GetValue<string>().ShouldContain("4711");
        var crypto = entry["crypto"]!;
        (crypto["signed"]!.GetValue<bool>(), crypto["encrypted"]!.GetValue<bool>(), crypto["verdict"]!.GetValue<string>()).ShouldBe((true, true, "verified"));
        crypto["fingerprint"]!.GetValue<string>().ShouldBe(theirs["fingerprint"]!.GetValue<string>());

        var anna = await scene.Desk.AgentAsync("Anna", await scene.Desk.RoleAsync(new { queue, subtree = false, allow = new[] { "read", "reply" } }));
        var baseSeq = (await scene.Desk.GetAsync($"/tickets/{number}"))["lastSeq"]!.GetValue<long>();
        var refused = await RightsDesk.SendAsync(anna.Http, HttpMethod.Post, $"/tickets/{number}/messages",
            new { kind = "public", text = "It is 0815.", baseSeq, cc = new[] { new { address = "other@customer.test" } } }, 409);
        refused["code"]!.GetValue<string>().ShouldBe("no-encryption-key");
        (await scene.ReplyAsync(anna, number, "It is 0815 now."))["crypto"]!["encrypted"]!.GetValue<bool>().ShouldBeTrue();

        var arrived = await MailScene.ArrivedAsync(carla, 2);
        foreach (var mail in arrived)
        {
            mail.ToString().ShouldNotContain("0815");
            mail.Subject.ShouldNotBeNull().ShouldContain(number);
            (await ReadAsync(mail)).Status.ShouldContain("GOODSIG");
        }
        (await ReadAsync(arrived[1])).Text.ShouldContain("0815");
        (await ReadAsync(arrived[0])).Text.ShouldContain(number);

        baseSeq = (await scene.Desk.GetAsync($"/tickets/{number}"))["lastSeq"]!.GetValue<long>();
        await RightsDesk.SendAsync(anna.Http, HttpMethod.Post, $"/tickets/{number}/messages", new { kind = "public", text = "We close at six.", baseSeq, encrypt = false }, 201);
        var plain = (await MailScene.ArrivedAsync(carla, 3))[2].TextBody.ShouldNotBeNull();
        plain.ShouldContain("We close at six.");
        plain.ShouldNotContain("4711");
    }

    private async Task<JsonNode> KeyAsync(string path, string key) => (await scene.Desk.PostAsync(path, new { key }))["items"]!.AsArray().ShouldHaveSingleItem()!;

    private async Task<MimeMessage> MailAsync()
    {
        var body = await gpg.EncryptedAsync("Content-Type: text/plain; charset=utf-8\r\n\r\nThe code of the safe is 4711.\r\n", GpgHome.Support, GpgHome.Carla);
        var mail = $"From: Carla <{GpgHome.Carla}>\r\nTo: {GpgHome.Support}\r\nSubject: Safe\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\nMIME-Version: 1.0\r\n{body}";
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(mail)), Ct);
    }

    private async Task<(string Text, string Status)> ReadAsync(MimeMessage mail)
    {
        using var message = new MemoryStream();
        await ((MimePart)((Multipart)mail.Body!)[1]).Content!.DecodeToAsync(message, Ct);
        return await gpg.DecryptAsync(Encoding.ASCII.GetString(message.ToArray()));
    }
}
