using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email.Silence;

/// <summary>Whom Hub believes, and what a believed or disbelieved sender may do.</summary>
public sealed class SenderTrustTests
{
    private const string Pass = "Authentication-Results: mx.hub.test; spf=pass smtp.mailfrom=customer.test; dkim=pass header.d=customer.test; dmarc=pass header.from=customer.test";
    private const string Fail = "Authentication-Results: mx.hub.test; spf=fail; dkim=none; dmarc=fail (p=reject) header.from=customer.test";

    [Theory]
    [InlineData(SenderTrust.Verified, Pass)]
    [InlineData(SenderTrust.Verified, "Authentication-Results: MX.hub.test 1; dmarc=Pass (p=none) header.from=Customer.test")]
    [InlineData(SenderTrust.Failed, Fail)]
    // a list that the border trusts
    [InlineData(SenderTrust.Unverified, "Authentication-Results: mx.hub.test; arc=pass (i=1); dmarc=fail header.from=customer.test")]
    // no DMARC, another's border, somebody else's domain, nothing, nonsense
    [InlineData(SenderTrust.Unverified, "Authentication-Results: mx.hub.test; spf=pass; dkim=pass header.d=customer.test")]
    [InlineData(SenderTrust.Unverified, "Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=customer.test")]
    [InlineData(SenderTrust.Unverified, "Authentication-Results: mx.hub.test; dmarc=pass header.from=evil.test")]
    [InlineData(SenderTrust.Unverified, "Authentication-Results: mx.hub.test; none")]
    [InlineData(SenderTrust.Unverified, "Authentication-Results: ;;;===(")]
    [InlineData(SenderTrust.Unverified, "X-Authentication-Results: mx.hub.test; dmarc=pass header.from=customer.test")]
    // only the topmost of that name: what stands below may have come with the mail
    [InlineData(SenderTrust.Failed, Fail, Pass)]
    [InlineData(SenderTrust.Verified, "Authentication-Results: inner.test; dmarc=fail", Pass, Fail)]
    public async Task Only_the_own_borders_topmost_verdict_counts(SenderTrust trust, params string[] headers)
    {
        await using var desk = await OpenAsync();
        var entry = await desk.EntryAsync(await desk.FileAsync(string.Join('\n', headers) + "\n" + Mails.From(Mails.Carla)));
        entry.Trust.ShouldBe(trust);
    }

    [Fact]
    public async Task The_verdicts_are_kept_and_without_a_border_nobody_is_believed()
    {
        await using var desk = await OpenAsync();
        (await desk.EntryAsync(await desk.FileAsync($"{Pass}\n{Mails.From(Mails.Carla)}"))).Mail!.Checks.ShouldBe(new SenderChecks("pass", "pass", "pass", null));
        var other = await desk.AddInboxAsync("inb_other", "other@hub.test");
        var entry = await desk.EntryAsync(await desk.FileAsync($"{Pass}\n{Mails.From(Mails.Carla)}", other.Id));
        (entry.Trust, entry.Mail!.Checks).ShouldBe((SenderTrust.Unverified, null));
    }

    [Fact]
    public async Task Two_authors_are_none_that_is_verified()
    {
        await using var desk = await OpenAsync();
        var outcome = await desk.FileAsync($"{Pass}\n{Mails.From("Carla <carla@customer.test>, Boss <boss@bank.test>")}");
        (await desk.EntryAsync(outcome)).Trust.ShouldBe(SenderTrust.Unverified);
    }

    [Fact]
    public async Task A_disproved_sender_gets_no_receipt_and_is_held_where_the_inbox_wants_it()
    {
        await using var desk = await OpenAsync();
        var filed = await desk.FileAsync($"{Fail}\n{Mails.From(Mails.Carla)}");
        (filed.Kind, filed.IsAnswered).ShouldBe((FilingKind.Created, false));

        await using var strict = await OpenAsync(holds: true);
        var held = await strict.FileAsync($"{Fail}\n{Mails.From(Mails.Carla)}");
        held.Kind.ShouldBe(FilingKind.Held);
        var item = (await strict.Tray.ItemsAsync()).Single();
        item.Cause.ShouldBe(TrayCause.Untrusted);
        (await strict.Tray.ReleaseAsync(item)).ShouldBeOfType<TrayOutcome.Released>().Filing.IsAnswered.ShouldBeFalse();
        (await strict.FileAsync($"{Pass}\n{Mails.From(Mails.Carla)}")).Kind.ShouldBe(FilingKind.Created);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Authentication-Results: mx.hub.test; dmarc=fail header.from=hub.test")]
    [InlineData("Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=hub.test")]
    public async Task A_mail_that_only_claims_to_be_an_agents_is_a_customers(string? verdict)
    {
        await using var desk = await OpenAsync();
        await desk.AddAgentAsync("Ben", "ben@hub.test", isAdministrator: true);
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        await desk.CloseAsync(first.Ticket!);
        var headers = new[] { verdict, "Cc: carla@customer.test" }.OfType<string>().ToArray();
        // All that a colleague's own answer would have: a sure sign, the customer among the recipients, Hub in copy.
        var outcome = await desk.FileAsync(Mails.Answering("Ben <ben@hub.test>", "first@customer.test", "close\nassign: ben\n[Hub] state=closed", headers: headers));

        var entry = await desk.EntryAsync(outcome);
        (entry.Direction, entry.Author.Type).ShouldBe((Direction.In, ActorType.Contact));
        entry.Trust.ShouldNotBe(SenderTrust.Verified);
        var ticket = await desk.TicketAsync(first.Ticket);
        (ticket.Assignee, ticket.State).ShouldBe((null, TicketState.Open));
        (await desk.ThreadAsync(first.Ticket)).Where(static one => one.Delivery is not null).Select(static one => one.Change?.What)
            .ShouldBe(["receipt"], "the receipt to Carla, and nothing in Ben's name");
    }

    [Fact]
    public async Task A_proven_colleague_answers_from_a_mail_program()
    {
        await using var desk = await OpenAsync();
        await desk.AddAgentAsync("Ben", "ben@hub.test", isAdministrator: true);
        await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        var outcome = await desk.FileAsync(Mails.Answering("Ben <ben@hub.test>", "first@customer.test",
            headers: ["Authentication-Results: mx.hub.test; dmarc=pass header.from=hub.test", "Cc: carla@customer.test"]));

        var entry = await desk.EntryAsync(outcome);
        (entry.Direction, entry.Author.Type, entry.Trust).ShouldBe((Direction.Out, ActorType.Agent, SenderTrust.Verified));
    }

    private static Task<MailDesk> OpenAsync(bool holds = false) =>
        MailDesk.OpenAsync(settings: new EmailSettings { Address = "support@hub.test", AuthservId = "mx.hub.test", HoldsUntrusted = holds });
}
