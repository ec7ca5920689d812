using System.Text.Json.Nodes;
using Hub.EndToEnd.Hosting;
using Hub.MailServers;
using Hub.Server.Tests.Rights;
using MimeKit;

namespace Hub.Server.Tests.Promises;

/// <summary>P58: what a colleague answers from a mail program stands in the thread, once, as an answer.</summary>
public sealed class P58_MirroredRepliesTests(MailScene scene) : IClassFixture<MailScene>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P58_a_reply_typed_in_the_mail_program_appears_once_as_outgoing()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("mirror@hub.test");
        var anna = await AgentAsync("anna-mirror@hub.test", queue, "read", "reply");
        var carla = new CustomerMailbox(scene.Host, "carla-mirror@customer.test");
        var question = await carla.SendAsync("mirror@hub.test", "Kettle", "It leaks.", Ct);
        var number = await scene.NumberInAsync(queue);
        var receipts = (await MailScene.ArrivedAsync(carla, 1)).Count;

        var native = new CustomerMailbox(scene.Host, "anna-mirror@hub.test");
        var reply = Answer(question, native.Address, carla.Address, "Please send it in.");
        await native.SendAsync(reply, Ct);
        await native.SendAsync(reply, Ct);
        var entry = await OutgoingAsync(number);
        entry["text"]!.GetValue<string>().Trim().ShouldBe("Please send it in.");
        (entry["author"]!["type"]!.GetValue<string>(), entry["author"]!["id"]!.GetValue<string>()).ShouldBe(("agent", anna));
        entry["marks"]!.AsArray().Select(static mark => mark!.GetValue<string>()).ShouldBe(["written outside"]);
        var ticket = await scene.Desk.GetAsync($"/tickets/{number}");
        (ticket["state"]!.GetValue<string>(), ticket["assignee"]!["id"]!.GetValue<string>()).ShouldBe(("open", anna));
        ticket["waitingSince"].ShouldBeNull();

        // Her answer to that mail comes into the same ticket; Hub itself has sent her nothing more, and the second copy changed nothing.
        var received = (await MailScene.ArrivedAsync(carla, receipts + 2))[^1];
        await carla.SendAsync("mirror@hub.test", "Re: Kettle", "It is on its way.", Ct, answering: received);
        await Eventually.HoldsAsync("her answer is filed", async _ => (await PublicAsync(number)).Count == 3);
        (await PublicAsync(number)).Select(static one => one["direction"]!.GetValue<string>()).ShouldBe(["in", "out", "in"]);
        (await carla.ReadAsync(Ct)).Count.ShouldBe(receipts + 2);
        (await scene.Desk.GetAsync($"/tickets?queue={queue}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task P58_who_may_not_answer_or_writes_to_us_alone_is_filed_as_anybody()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("others@hub.test");
        await AgentAsync("reader@hub.test", queue, "read");
        await AgentAsync("writer@hub.test", queue, "read", "reply");
        var carla = new CustomerMailbox(scene.Host, "carla-others@customer.test");
        var question = await carla.SendAsync("others@hub.test", "Kettle", "It leaks.", Ct);
        var number = await scene.NumberInAsync(queue);

        await new CustomerMailbox(scene.Host, "reader@hub.test").SendAsync(Answer(question, "reader@hub.test", carla.Address, "From one who only reads", "others@hub.test"), Ct);
        await new CustomerMailbox(scene.Host, "writer@hub.test").SendAsync(Answer(question, "writer@hub.test", "others@hub.test", "To us alone", "others@hub.test"), Ct);
        await new CustomerMailbox(scene.Host, "mallory@customer.test").SendAsync(Answer(question, "mallory@customer.test", carla.Address, "From a stranger", "others@hub.test"), Ct);

        await Eventually.HoldsAsync("all are filed", async _ => (await PublicAsync(number)).Count == 4);
        (await PublicAsync(number)).ShouldAllBe(static entry => entry["direction"]!.GetValue<string>() == "in" && entry["author"]!["type"]!.GetValue<string>() == "contact");
    }

    private static MimeMessage Answer(MimeMessage question, string from, string to, string text, string copy = "mirror@hub.test")
    {
        var mail = new MimeMessage { Subject = $"Re: {question.Subject}", MessageId = $"{Guid.NewGuid():n}@program.test", InReplyTo = question.MessageId };
        mail.References.Add(question.MessageId!);
        mail.From.Add(new MailboxAddress(null, from));
        mail.To.Add(new MailboxAddress(null, to));
        mail.Cc.Add(new MailboxAddress(null, copy));
        mail.Body = new TextPart("plain") { Text = text };
        return mail;
    }

    private async Task<string> AgentAsync(string email, string queue, params string[] rights) => RightsDesk.Id(await scene.Desk.PostAsync("/agents", new
    {
        name = RightsDesk.Unique("Agent"),
        email,
        password = "a long enough phrase",
        roles = new[] { await scene.Desk.RoleAsync(new { queue, subtree = false, allow = rights }) },
    }));

    private Task<JsonNode> OutgoingAsync(string number) => Eventually.GetAsync("the answer is filed",
        async _ => (await PublicAsync(number)).SingleOrDefault(static entry => entry["direction"]!.GetValue<string>() == "out"));

    private async Task<List<JsonNode>> PublicAsync(string number) =>
        [.. (await scene.EntriesAsync(number)).Where(static entry => entry["kind"]!.GetValue<string>() == "public")];
}
