using AngleSharp.Dom;
using Bunit;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Tests.Hosting;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.AutomaticMails;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.Tests.Tickets;

public sealed class RecipientLineTests : BunitContext, IClassFixture<ConsoleHost>
{
    private static readonly Mailbox Dan = new("Dan Ott", "dan@customer.example");
    private static readonly Mailbox Eve = new(null, "eve@customer.example");
    private static readonly Mailbox Gus = new("Gus Ort", "gus@customer.example");
    private readonly ConsoleHost _host;

    public RecipientLineTests(ConsoleHost host)
    {
        _host = host;
        JSInterop.SetupModule().Mode = JSRuntimeMode.Loose;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_line_says_who_gets_the_mail_and_opens_into_the_fields()
    {
        await using var anna = await _host.SignInAsync("agt_anna");
        var composer = await OpenAsync(anna, await _host.OpenMailAsync("3001", Dan, Eve, Gus));
        var line = Show(composer);

        line.Find("[data-testid=recipients-summary]").TextContent.ShouldSatisfyAllConditions(
            static text => text.ShouldContain("To: Marta Nowak <marta@customer.example>"), static text => text.ShouldContain("Cc: 3"));
        line.FindAll("[data-testid=field-to]").ShouldBeEmpty();
        line.Find("[data-testid=recipients-summary]").Click();

        line.Find(".from").TextContent.ShouldContain("Kettle team <help@hub.test>");
        Boxes(line, "cc").ShouldBe(["Dan Ott", "eve@customer.example", "Gus Ort"]);
        line.Find("[data-testid=field-cc] [data-testid=remove-recipient]").Click();
        Boxes(line, "cc").ShouldBe(["eve@customer.example", "Gus Ort"]);
        line.Find("[data-testid=recipients-said]").TextContent.ShouldBe("dan@customer.example removed");
    }

    [Fact]
    public async Task What_is_typed_or_pasted_becomes_recipients_and_a_wrong_one_is_said_and_not_sent_to()
    {
        await using var anna = await _host.SignInAsync("agt_anna");
        var ticket = await _host.OpenMailAsync("3002");
        var composer = await OpenAsync(anna, ticket);
        var line = Show(composer);
        line.Find("[data-testid=recipients-summary]").Click();

        await line.InvokeAsync(() => line.Instance.AddAsync("cc", "Jo Ort <jo@maker.example>\nMARTA@customer.example, half@, help+1@hub.test"));

        line.FindAll("[data-testid=field-cc] [data-testid=recipient]").Select(static box => box.GetAttribute("data-mark")).ShouldBe(["Outside", "NoAddress", "Own"]);
        Hints(line).ShouldBe(["“half@” is not an e-mail address.", "help+1@hub.test is an address of Hub itself: the mail would come back.", "Not part of this conversation so far: jo@maker.example"]);
        (await composer.SendAsync(MessageKind.Public, "Answer", "r1", 1, null)).ShouldBeFalse();
        composer.Problem.ShouldBe(new ComposerProblem.Refused("“half@” is not an e-mail address."));

        (await line.InvokeAsync(() => line.Instance.TakeBack("cc", "half@"))).ShouldBe("half@");
        await line.InvokeAsync(() => line.Instance.RemoveLast("cc"));
        await line.InvokeAsync(() => line.Instance.AddAsync("bcc", "boss@maker.example"));
        (await composer.SendAsync(MessageKind.Public, "Answer", "r1", 1, null)).ShouldBeTrue();

        var sent = (await _host.Get<ThreadReader>().NewestAsync(ticket.Id, new(50), Ct)).Items.Single(static entry => entry.Text == "Answer");
        (Addresses(sent.To), Addresses(sent.Cc), Addresses(sent.Bcc)).ShouldBe(("marta@customer.example", "jo@maker.example", "boss@maker.example"));
        // The next reply goes to the same people, without the hidden one.
        await ConsoleHost.Until(composer.Recipients, () => Addresses(composer.Recipients.Shown.Cc) == "jo@maker.example");
        composer.Recipients.Shown.Bcc.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answering_the_sender_alone_keeps_whom_the_agent_added()
    {
        await using var anna = await _host.SignInAsync("agt_anna");
        var composer = await OpenAsync(anna, await _host.OpenMailAsync("3003", Dan));
        var line = Show(composer);
        await line.InvokeAsync(() => line.Instance.AddAsync("cc", "jo@maker.example"));
        Pressed(line).ShouldBe("Reply all");

        line.Find("[data-testid=reply-Sender]").Click();
        (Pressed(line), Addresses(composer.Recipients.Shown.Cc)).ShouldBe(("Reply", "jo@maker.example"));
        line.Find("[data-testid=reply-All]").Click();
        (Pressed(line), Addresses(composer.Recipients.Shown.Cc)).ShouldBe(("Reply all", "dan@customer.example, jo@maker.example"));
    }

    [Fact]
    public async Task A_draft_brings_its_recipients_back_and_the_browser_s_newer_ones_come_before_it()
    {
        var ticket = await _host.OpenMailAsync("3004", Dan);
        string? kept;
        await using (var before = await _host.SignInAsync("agt_anna"))
        {
            var composer = await OpenAsync(before, ticket);
            await composer.Recipients.AddAsync("bcc", "boss@maker.example, half@");
            kept = composer.Recipients.Kept;
            await composer.SaveAsync(MessageKind.Public, "", 0, 3);
        }
        await using var anna = await _host.SignInAsync("agt_anna");
        var again = await OpenAsync(anna, ticket);
        again.Recipients.Kept.ShouldBe(kept);
        Addresses(again.Recipients.Shown.Bcc).ShouldBe("boss@maker.example, half@");

        again.Recipients.Restore(kept!.Replace("boss@", "chief@", StringComparison.Ordinal));
        Addresses(again.Recipients.Shown.Bcc).ShouldBe("chief@maker.example, half@");
        again.Recipients.Restore("");
        Addresses(again.Recipients.Shown.Bcc).ShouldBe("chief@maker.example, half@", "what was chosen here is newer than anything kept");
    }

    [Fact]
    public async Task Who_joins_while_a_reply_is_written_is_told_and_added_with_a_click()
    {
        var ticket = await _host.OpenMailAsync("3005");
        await using var anna = await _host.SignInAsync("agt_anna");
        var composer = await OpenAsync(anna, ticket);
        await composer.Recipients.AddAsync("cc", "jo@maker.example");
        await composer.TypedAsync();

        await _host.WriteMailAsync(ticket, Entries.Marta, Dan);
        await ConsoleHost.Until(composer.Recipients, () => composer.Recipients.Newcomers.Count > 0);
        var banner = Render<ComposerBanner>(p => p.Add(b => b.State, composer).Add(b => b.Texts, ConsoleTexts.English));
        banner.Find("[data-testid=joined-banner]").TextContent.ShouldContain("Dan Ott <dan@customer.example> now takes part.");
        (await composer.SendAsync(MessageKind.Public, "Answer", "r5", 1, null)).ShouldBeFalse("something new is there");
        banner.Find("[data-testid=add-joined]").Click();

        banner.WaitForState(() => banner.FindAll("[data-testid=add-joined]").Count == 0);
        Addresses(composer.Recipients.Shown.Cc).ShouldBe("jo@maker.example, dan@customer.example");
    }

    [Fact]
    public async Task Addresses_that_mail_does_not_reach_and_a_customer_passed_over_are_said_in_the_agent_s_language()
    {
        var gone = new Mailbox(null, "gone@customer.example");
        await _host.Get<UndeliverableAddresses>().MarkAsync(gone.Address, SilenceCause.Bounce, "5.1.1", Ct);
        await using var anna = await _host.SignInAsync("agt_anna");
        var composer = await OpenAsync(anna, await _host.OpenMailAsync("3006", gone));
        var line = Show(composer, ConsoleTexts.German);
        Hints(line).ShouldBe(["gone@customer.example ist ausgelassen: E-Mails dorthin kamen zurück."]);

        line.Find("[data-testid=recipient-offer]").Click();
        line.WaitForState(() => Addresses(composer.Recipients.Shown.Cc) == gone.Address);
        Hints(line).ShouldBe(["E-Mails an gone@customer.example kamen zurück. Es wird trotzdem versucht."]);

        composer.Recipients.Remove("to", new Mailbox(null, "marta@customer.example"));
        line.WaitForState(() => Hints(line).Contains("Marta Nowak hat gefragt, bekommt diese E-Mail aber nicht."));
        Hints(line)[0].ShouldBe("Eine E-Mail braucht mindestens eine Adresse im Feld „An“.");
        line.FindAll("[data-testid=recipient-offer]")[0].Click();
        line.WaitForState(() => Addresses(composer.Recipients.Shown.To) == "marta@customer.example");
    }

    [Fact]
    public async Task Suggestions_come_from_the_ticket_and_from_contacts_and_not_twice()
    {
        await _host.Get<IHubStore>().CommitAsync(new ChangeSet().Insert(new Contact
        {
            Id = new ContactId("con_danuta"),
            Name = "Danuta Wolf",
            Identities = [new ContactIdentity(IdentityKind.Email, "wolf@maker.example"), new ContactIdentity(IdentityKind.Phone, "+49111")],
            CreatedAt = Entries.Noon,
        }), Ct);
        await using var anna = await _host.SignInAsync("agt_anna");
        var composer = await OpenAsync(anna, await _host.OpenMailAsync("3007", Dan));
        var line = Show(composer);
        line.Find("[data-testid=recipients-summary]").Click();
        line.Find("[data-testid=field-cc] [data-testid=remove-recipient]").Click();

        await line.InvokeAsync(() => line.Instance.LookAsync("cc", "dan"));
        line.FindAll("[data-testid=field-cc] [data-testid=suggestion]").Select(static one => one.GetAttribute("data-text"))
            .ShouldBe(["\"Dan Ott\" <dan@customer.example>", "\"Danuta Wolf\" <wolf@maker.example>"]);
        line.Find("[data-testid=cc]").GetAttribute("aria-expanded").ShouldBe("true");
        line.FindAll("[data-testid=field-to] [data-testid=suggestion]").ShouldBeEmpty();
        (await composer.Recipients.SuggestAsync("marta")).ShouldBeEmpty("she gets it already");
    }

    private static async Task<ComposerState> OpenAsync(AsyncServiceScope console, Ticket ticket)
    {
        var open = console.ServiceProvider.GetRequiredService<OpenTickets>();
        await open.OpenAsync(ticket.Number);
        return open.Current!.Tools!.Composer;
    }

    private IRenderedComponent<RecipientLine> Show(ComposerState state, ConsoleTexts? texts = null) =>
        Render<RecipientLine>(p => p.Add(l => l.State, state).Add(l => l.Texts, texts ?? ConsoleTexts.English));

    private static List<string> Boxes(IRenderedComponent<RecipientLine> line, string field) =>
        [.. line.FindAll($"[data-testid=field-{field}] [data-testid=recipient] .name").Select(static box => box.TextContent)];

    private static List<string> Hints(IRenderedComponent<RecipientLine> line) =>
        [.. line.FindAll("[data-testid=recipient-hint] span").Select(static hint => hint.TextContent)];

    private static string Pressed(IRenderedComponent<RecipientLine> line) => line.FindAll(".scopes [aria-pressed=true]").Single().Text();

    private static string Addresses(IReadOnlyList<Mailbox> boxes) => string.Join(", ", boxes.Select(static box => box.Address));
}
