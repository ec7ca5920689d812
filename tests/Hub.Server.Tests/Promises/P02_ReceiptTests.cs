using System.Text;
using Hub.MailServers;
using MimeKit;

namespace Hub.Server.Tests.Promises;

/// <summary>P02: the first mail of a ticket is answered once, with its number, in the words of its queue.</summary>
public sealed class P02_ReceiptTests(MailScene scene) : IClassFixture<MailScene>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P02_the_first_mail_gets_one_receipt_in_the_queues_words_and_the_second_none()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("receipts@hub.test", "Kettles");
        await scene.Desk.PatchAsync($"/queues/{queue}", new
        {
            settings = new
            {
                senderName = "Kettle board",
                receipts = new { de = "Guten Tag, Ihre Nummer ist {{ ticket.number }}. {{ team.name }}" },
                signatures = new { de = "{{ agent.name }} für {{ team.name }}" },
            },
        });
        var erna = await scene.Desk.AgentAsync("Erna", await scene.Desk.RoleAsync(new { queue, subtree = false, allow = new[] { "read", "reply" } }));
        var carla = new CustomerMailbox(scene.Host, "carla-receipt@customer.test");

        await carla.SendAsync("receipts@hub.test", "Geheimes Kennwort", "Guten Tag, die Kanne ist nicht dicht und ich habe eine Frage.", Ct);
        var number = await scene.NumberInAsync(queue);
        var receipt = (await MailScene.ArrivedAsync(carla, 1))[0];

        receipt.Subject.ShouldStartWith($"[Hub#{number}]");
        receipt.TextBody!.ShouldContain($"Guten Tag, Ihre Nummer ist {number}. Kettle board");
        receipt.From.Mailboxes.Single().Name.ShouldBe("Kettle board");
        receipt.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-replied");
        // Nothing of what was sent goes back: a forged sender would make Hub carry it to somebody else.
        Encoding.UTF8.GetString(await BytesAsync(receipt)).ShouldNotContain("Kennwort");
        receipt.TextBody!.ShouldNotContain("Kanne");

        await carla.SendAsync("receipts@hub.test", $"Re: {receipt.Subject}", "Noch etwas.", Ct);
        await scene.ReplyWhenThereAsync(erna, number, "Noch etwas.", "Wir prüfen es.");

        var mails = await MailScene.ArrivedAsync(carla, 2);
        mails[1].TextBody!.ShouldContain("Wir prüfen es.");
        mails[1].TextBody!.ReplaceLineEndings("\n").ShouldContain($"-- \n{erna.Name} für Kettle board");
        (await scene.EntriesAsync(number)).Count(static entry => entry["change"]?["what"]?.GetValue<string>() == "receipt").ShouldBe(1);
    }

    private static async Task<byte[]> BytesAsync(MimeMessage mail)
    {
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, Ct);
        return bytes.ToArray();
    }
}
