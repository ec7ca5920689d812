using System.Text.Json.Nodes;
using Hub.EndToEnd.Hosting;
using Hub.MailServers;
using MimeKit;

namespace Hub.Server.Tests.MailAccess;

/// <summary>P09: an existing mailbox is used with what its provider grants, and goes on after the provider took it back.</summary>
[Collection(MailAccessScene.Name)]
public sealed class MailByTokenTests(MailAccessScene scene)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task P09_mail_comes_and_goes_with_a_token_that_a_person_agreed_to(string protocol)
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync(protocol, protocol: protocol);
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("notAgreed");
        var carla = new CustomerMailbox(scene.Mail, $"carla-{protocol}@customer.test");
        await carla.SendAsync(mailbox.Address, "Kettle", "It leaks.", Ct);
        await ArrivedAsync(new CustomerMailbox(scene.Mail, mailbox.Address), 1);
        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        (await browser.AgreeAsync(mailbox)).ShouldBe("Agreed");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");

        // At once: what waited is fetched by the agreement.
        var number = await scene.NumberAsync(mailbox);
        await scene.ReplyAsync(number, "Send it in.", mailbox);
        var answer = (await ArrivedAsync(carla, 1))[0];
        answer.From.Mailboxes.Single().Address.ShouldBe(mailbox.Address);
        answer.TextBody!.ShouldStartWith("Send it in.");
    }

    [Fact]
    public async Task P09_an_application_acts_in_its_own_name_set_up_by_rest_alone()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("app", "clientCredentials");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");

        var dora = new CustomerMailbox(scene.Mail, "dora@customer.test");
        await dora.SendAsync(mailbox.Address, "Kettle", "It leaks.", Ct);
        await scene.ReplyAsync(await scene.NumberAsync(mailbox), "Send it in.", mailbox);
        (await ArrivedAsync(dora, 1))[0].TextBody!.ShouldStartWith("Send it in.");
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_is_renewed_once_and_the_mail_goes_out()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("refused");
        var before = await scene.TokensAsync(mailbox);
        await scene.Provider.ExpireAsync(before.Access, Ct);

        var eve = new CustomerMailbox(scene.Mail, "eve@customer.test");
        await scene.ReplyAsync(await scene.TicketAsync(mailbox, eve.Address), "Send it in.", mailbox);

        await ArrivedAsync(eve, 1);
        var after = await scene.TokensAsync(mailbox);
        after.Access.ShouldNotBe(before.Access);
        after.Refresh.ShouldNotBe(before.Refresh, "the provider changes it with every use");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
    }

    [Fact]
    public async Task What_the_provider_takes_back_is_alerted_and_mail_waits_for_a_new_agreement()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("withdrawn");
        await scene.Provider.RevokeAsync(mailbox.Client, (await scene.TokensAsync(mailbox)).Refresh, Ct);
        var frank = new CustomerMailbox(scene.Mail, "frank@customer.test");
        var message = await scene.ReplyAsync(await scene.TicketAsync(mailbox, frank.Address), "Send it in.", mailbox);

        await Eventually.HoldsAsync("the mailbox is marked", async _ => (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>() == "signInNeeded");
        (await scene.GrantAsync(mailbox))["problem"]!.GetValue<string>().ShouldBe("invalid_grant");
        await Eventually.HoldsAsync("the mail says what it waits for", async _ =>
            await scene.DeliveryAsync(message) is ("pending", "The mailbox needs a new sign-in by an administrator."));
        var notices = (await scene.Hub.GetAsync("/notices"))["items"]!.AsArray()
            .Where(notice => notice!["subject"]!.GetValue<string>() == mailbox.Address).ToList();
        notices.Select(static notice => notice!["type"]!.GetValue<string>()).ShouldBe(["signInNeeded"]);
        (await frank.ReadAsync(Ct)).ShouldBeEmpty();

        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        (await browser.AgreeAsync(mailbox)).ShouldBe("Agreed");
        await ArrivedAsync(frank, 1);
        await Eventually.HoldsAsync("it is sent", async _ => (await scene.DeliveryAsync(message)).State == "sent");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
        await frank.SendAsync(mailbox.Address, "Another", "It leaks too.", Ct);
        await Eventually.HoldsAsync("mail comes in again", async _ => (await scene.Hub.GetAsync($"/tickets?queue={mailbox.Queue}"))["items"]!.AsArray().Count == 2);
    }

    [Fact]
    public async Task Nothing_secret_is_answered_logged_or_written_into_a_history()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("secrets");
        var (refresh, access, _) = await scene.TokensAsync(mailbox);
        var told = new List<string?>
        {
            (await scene.Hub.GetAsync($"/inboxes/{mailbox.Id}")).ToJsonString(),
            (await scene.Hub.PatchAsync($"/inboxes/{mailbox.Id}", new { name = "Renamed" })).ToJsonString(),
            (await TestAsync(mailbox)).ToJsonString(),
            (await scene.Hub.GetAsync("/inboxes")).ToJsonString(),
            scene.Hub.Logged,
        };
        await scene.Provider.RevokeAsync(mailbox.Client, refresh, Ct);
        var number = await scene.TicketAsync(mailbox, "gus@customer.test");
        await scene.ReplyAsync(number, "Send it in.", mailbox);
        await Eventually.HoldsAsync("the mailbox is marked", async _ => (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>() == "signInNeeded");
        told.Add((await scene.Hub.GetAsync($"/tickets/{number}/messages")).ToJsonString());
        told.Add((await TestAsync(mailbox)).ToJsonString());
        told.Add(scene.Hub.Logged);
        foreach (var text in told)
        {
            foreach (var secret in new[] { refresh, access, mailbox.Client.Secret })
            {
                text!.Contains(secret, StringComparison.Ordinal).ShouldBeFalse();
            }
        }
    }

    private Task<JsonNode> TestAsync(Mailbox mailbox) => scene.Hub.PostAsync($"/inboxes/{mailbox.Id}/test", new { }, 200);

    private async Task<IReadOnlyList<MimeMessage>> ArrivedAsync(CustomerMailbox mailbox, int count)
    {
        try
        {
            return await Eventually.GetAsync($"{count} mails for {mailbox.Address}", async ct => await mailbox.ReadAsync(ct) is var mails && mails.Count >= count ? mails : null);
        }
        catch (TimeoutException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(scene.Mail.Logs());
            throw;
        }
    }
}
