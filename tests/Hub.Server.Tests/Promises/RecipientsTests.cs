using System.Text.Json.Nodes;
using Hub.EndToEnd.Hosting;
using Hub.MailServers;

namespace Hub.Server.Tests.Promises;

/// <summary>A reply goes to everybody it names, once, and nobody learns of a hidden copy.</summary>
public sealed class RecipientsTests(MailScene scene) : IClassFixture<MailScene>
{
    private const string Boss = "boss-hidden@customer.test";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_recipient_gets_the_mail_once_and_no_trace_of_the_hidden_one_and_who_answers_is_answered()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("copies@hub.test", "Kettle team");
        var carla = new CustomerMailbox(scene.Host, "carla-copies@customer.test");
        var dan = new CustomerMailbox(scene.Host, "dan-copies@customer.test");
        var boss = new CustomerMailbox(scene.Host, Boss);
        await carla.SendAsync("copies@hub.test", "Kettle", "It leaks.", Ct);
        var number = await scene.NumberInAsync(queue);
        await MailScene.ArrivedAsync(carla, 1);

        await ReplyAsync(number, new
        {
            kind = "public",
            text = "Our workshop reads along.",
            cc = new[] { new { name = "Dan Ott", address = dan.Address }, new { name = "Carla again", address = carla.Address.ToUpperInvariant() } },
            bcc = new[] { new { address = Boss } },
            baseSeq = int.MaxValue,
        });

        // The receipt, and the mail once although she is named twice.
        var hers = (await MailScene.ArrivedAsync(carla, 2))[^1];
        var his = (await MailScene.ArrivedAsync(dan, 1))[^1];
        var hidden = (await MailScene.ArrivedAsync(boss, 1))[^1];
        foreach (var mail in new[] { hers, his, hidden })
        {
            mail.TextBody!.ShouldStartWith("Our workshop reads along.");
            mail.To.Mailboxes.Select(static to => to.Address).ShouldBe([carla.Address]);
            mail.Cc.Mailboxes.Select(static cc => (cc.Name, cc.Address)).ShouldBe([("Dan Ott", dan.Address)]);
            mail.Bcc.ShouldBeEmpty();
        }
        new[] { hers, his }.ShouldAllBe(static mail => !mail.ToString().Contains("boss-hidden", StringComparison.OrdinalIgnoreCase));
        var sent = (await scene.EntriesAsync(number)).Single(static entry => entry["direction"]!.GetValue<string>() == "out" && entry["kind"]!.GetValue<string>() == "public");
        sent["bcc"]!.AsArray().Select(static box => box!["address"]!.GetValue<string>()).ShouldBe([Boss]);
        sent["delivery"]!["recipients"]!.AsArray().Select(static one => (one!["address"]!.GetValue<string>(), one["state"]!.GetValue<string>()))
            .ShouldBe([(carla.Address, "sent"), (dan.Address, "sent"), (Boss, "sent")]);

        // Dan answers: he takes part, and the next answer is his, with Carla in copy and nobody hidden.
        await dan.SendAsync(his.ReplyTo.Mailboxes.Single().Address, "Re: Kettle", "It can be mended.", Ct, answering: his);
        var answer = await Eventually.GetAsync("Dan's answer", async _ =>
            (await scene.EntriesAsync(number)).FirstOrDefault(static entry => entry["text"]!.GetValue<string>().Contains("mended", StringComparison.Ordinal)));
        answer["marks"]!.AsArray().ShouldBeEmpty();
        (await scene.Desk.GetAsync($"/tickets?queue={queue}"))["items"]!.AsArray().Count.ShouldBe(1);
        await ReplyAsync(number, new { kind = "public", text = "Then please do.", baseSeq = int.MaxValue });

        var toDan = (await MailScene.ArrivedAsync(dan, 2))[^1];
        (toDan.To.Mailboxes.Single().Address, toDan.Cc.Mailboxes.Single().Address).ShouldBe((dan.Address, carla.Address));
        (await MailScene.ArrivedAsync(carla, 3)).Count.ShouldBe(3);
        (await boss.ReadAsync(Ct)).Count.ShouldBe(1);
        toDan.ToString().ShouldNotContain("boss-hidden", Case.Insensitive);
    }

    private Task<JsonNode> ReplyAsync(string number, object body) => scene.Desk.PostAsync($"/tickets/{number}/messages", body);
}
