using Hub.MailServers;

namespace Hub.Server.Tests.Promises;

/// <summary>P10: customers write to a team, not to a person.</summary>
public sealed class P10_TeamAddressTests(MailScene scene) : IClassFixture<MailScene>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P10_two_agents_answer_the_same_thread_and_the_customer_sees_one_sender()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var queue = await scene.OpenMailboxAsync("team@hub.test", "Kettle team", "Your kettle team");
        var (anna, ben) = (await AgentAsync("Annabelle"), await AgentAsync("Benedict"));
        var carla = new CustomerMailbox(scene.Host, "carla-team@customer.test");
        await carla.SendAsync("team@hub.test", "Kettle", "It leaks.", Ct);
        var number = await scene.NumberInAsync(queue);
        await MailScene.ArrivedAsync(carla, 1);

        await scene.ReplyAsync(anna, number, "Since when?");
        await scene.ReplyAsync(ben, number, "Please send it in.");

        var answers = (await MailScene.ArrivedAsync(carla, 3)).Skip(1).ToList();
        answers.Select(static mail => mail.TextBody!.Split('\n')[0].Trim()).ShouldBe(["Since when?", "Please send it in."], ignoreOrder: true);
        foreach (var mail in answers)
        {
            var from = mail.From.Mailboxes.Single();
            (from.Name, from.Address).ShouldBe(("Kettle team", "team@hub.test"));
            mail.ReplyTo.Mailboxes.Single().Name.ShouldBe("Kettle team");
            mail.TextBody!.ShouldContain("Your kettle team");
            var whole = mail.ToString();
            whole.ShouldNotContain(anna.Name, Case.Insensitive);
            whole.ShouldNotContain(ben.Name, Case.Insensitive);
        }
        // Colleagues see who wrote which.
        (await scene.EntriesAsync(number)).Where(static entry => entry["direction"]!.GetValue<string>() == "out" && entry["kind"]!.GetValue<string>() == "public")
            .Select(static entry => entry["author"]!["name"]!.GetValue<string>()).ShouldBe([anna.Name, ben.Name]);

        async Task<Rights.RightsAgent> AgentAsync(string name) =>
            await scene.Desk.AgentAsync(name, await scene.Desk.RoleAsync(new { queue, subtree = false, allow = new[] { "read", "reply" } }));
    }
}
