using System.Text;
using Hub.Channels.Email.Reading;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email;

/// <summary>Raw mails of the corpus as Hub understands them.</summary>
public sealed class MimeReaderTests
{
    private static readonly Inbox Inbox = new()
    {
        Id = new InboxId("inb_mail"),
        Name = "Support",
        Channel = ChannelKind.Email,
        Queue = new DocId<Queue>("que_support"),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData("umlauts-raw-8bit.eml", "Größe der Tüte", "Die Tüte ist zu groß für 5 €.\nGrüße")]
    [InlineData("umlauts-utf8-declared-latin1.eml", "Grüße", "Das wird schÃ¶n.")]
    [InlineData("unknown-charset.eml", "x", "Café für alle")]
    [InlineData("gb2312.eml", "订单", "我的订单在哪里？")]
    [InlineData("flowed.eml", "Flowed", "One long line that was wrapped here.\nA new line.")]
    public async Task Texts_are_decoded_whatever_the_charset_says(string file, string subject, string text)
    {
        var message = await ReadAsync(file);
        message.Subject.ShouldBe(subject);
        message.Text.ShouldBe(text);
    }

    [Fact]
    public async Task A_multibyte_letter_split_over_two_encoded_words_is_joined() =>
        (await ReadAsync("encoded-word-split.eml")).Subject.ShouldBe("äöü| Ende");

    [Fact]
    public async Task Inline_images_are_those_the_HTML_shows_and_names_are_cleaned()
    {
        var message = await ReadAsync("related-inline.eml");
        message.Text.ShouldBe("See the picture.");
        var html = message.Html.ShouldNotBeNull();
        html.ShouldContain("<b>picture</b>");
        html.ShouldContain("cid:");
        html.ShouldNotContain("alert");
        message.Attachments.Select(static file => (file.Name, file.IsInline)).ShouldBe([
            ("pic.png", true), ("unused.png", false), ("Übersicht 2026.pdf", false), ("_con.txt", false)]);
        message.Attachments[0].ContentId.ShouldBe("pic@one");
        await using var pdf = message.Attachments[2].Open();
        using var reader = new StreamReader(pdf);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("%PDF-1.4\n");
    }

    [Theory]
    [InlineData("outlook-reply.eml", "Danke, das Paket ist unterwegs.\n\nCarla")]
    [InlineData("outlook-reply-text.eml", "Danke, das Paket ist unterwegs.")]
    [InlineData("gmail-reply.eml", "It is on its way.")]
    public async Task What_was_quoted_is_folded_and_kept(string file, string visible)
    {
        var message = await ReadAsync(file);
        message.VisibleText.ShouldBe(visible);
        message.Text.Length.ShouldBeGreaterThan(visible.Length + 20);
    }

    [Fact]
    public async Task Answers_between_the_lines_stay_visible_with_their_questions()
    {
        var message = await ReadAsync("thunderbird-inline-reply.eml");
        var visible = message.VisibleText.ShouldNotBeNull();
        visible.ShouldContain("> Haben Sie die Rechnung?\n\nJa, liegt bei.");
        visible.ShouldContain("Rot.");
        visible.ShouldNotContain("Musterstadt");
    }

    [Fact]
    public async Task Signs_come_strongest_first_and_only_from_headers()
    {
        var message = await ReadAsync("outlook-reply.eml");
        message.Signs.References.ShouldBe(["ours@hub.test", "first@customer.test"]);
        message.Signs.SubjectNumber.ShouldBe("7");
        message.Mail!.References.ShouldBe(["first@customer.test", "ours@hub.test"]);
        (await ReadAsync("attached-mail.eml")).Signs.SubjectNumber.ShouldBeNull();
    }

    [Fact]
    public async Task An_attached_mail_is_a_file()
    {
        var message = await ReadAsync("attached-mail.eml");
        message.Text.ShouldBe("See below.");
        var file = message.Attachments.Single();
        file.MediaType.ShouldBe("message/rfc822");
        await using var content = file.Open();
        using var reader = new StreamReader(content);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("Inner text");
    }

    [Fact]
    public async Task A_damaged_container_of_Outlook_is_kept_as_it_is()
    {
        var message = await ReadAsync("damaged-tnef.eml");
        message.Text.ShouldBe("Outlook says hello.");
        message.Attachments.Single().Name.ShouldBe("winmail.dat");
    }

    [Fact]
    public async Task A_vacation_notice_is_known_as_automatic()
    {
        var message = await ReadAsync("vacation.eml");
        message.AutomaticSigns.ShouldNotBeEmpty();
        message.Mail!.Classification.ShouldBe(MailClass.AutoReply);
    }

    [Fact]
    public async Task A_delivery_report_names_mail_recipient_and_reason()
    {
        var report = (await ReadAsync("bounce-postfix.eml")).Report.ShouldBeOfType<MailReport.Delivery>();
        report.OriginalMessageId.ShouldBe("OUR-ID");
        var recipient = report.Recipients.Single();
        (recipient.Address, recipient.Action, recipient.Status, recipient.IsHard).ShouldBe(("carla@customer.test", ReportedAction.Failed, "5.1.1", true));
    }

    [Fact]
    public async Task Line_ends_and_trace_headers_do_not_change_the_identity()
    {
        var mail = await Corpus.ReadAsync("gmail-reply.eml");
        var unix = await ReadTextAsync(mail.Replace("\r\n", "\n", StringComparison.Ordinal));
        var traced = await ReadTextAsync($"Received: from x by y\r\nX-Spam: no\r\n{mail}");
        var changed = await ReadTextAsync(mail.Replace("on its way", "on its way!", StringComparison.Ordinal));

        unix.ExternalKey.ShouldBe(traced.ExternalKey);
        changed.ExternalKey.ShouldNotBe(traced.ExternalKey);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(5000)]
    public async Task Too_many_parts_are_unreadable(int parts)
    {
        var mail = new StringBuilder("From: a@b.test\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var i = 0; i < parts; i++)
        {
            mail.Append("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n");
        }
        var reading = await ReadingAsync(mail.Append("--b--\r\n").ToString());
        reading.ShouldBeOfType<InboundReading.Unreadable>().Reason.ShouldContain("parts");
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div/>")]
    [InlineData("<div></span>")]
    [InlineData("<b title=1><i>")]
    public async Task Deeply_nested_HTML_is_not_walked_to_death(string opening)
    {
        // A megabyte and more: whoever walks back to the root at each tag does not come to an end.
        var deep = "<style>p{}</style>" + string.Concat(Enumerable.Repeat(opening, 200_000)) + "some<br>text &amp; more<script>x()</script>";
        var message = await ReadTextAsync($"From: a@b.test\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n{deep}\r\n");
        message.Html.ShouldBeNull();
        message.Text.ShouldBe("some\ntext & more");
    }

    [Fact]
    public async Task Long_HTML_whose_paragraphs_and_cells_are_not_ended_is_shown()
    {
        var rows = string.Concat(Enumerable.Repeat("<tr><td>kettle<td>leaks", 2_000));
        var message = await ReadTextAsync($"From: a@b.test\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n{string.Concat(Enumerable.Repeat("<p>word<br>", 2_000))}<table>{rows}</table>\r\n");
        message.Html.ShouldNotBeNull().ShouldContain("leaks");
    }

    [Theory]
    [InlineData(false, true, "carla@customer.test")]
    [InlineData(true, true, "carla@customer.test")]
    [InlineData(true, false, "form@customer.test")]
    [InlineData(false, false, "list@hub.test")]
    public async Task Who_counts_as_the_sender_is_set_per_inbox(bool takesReplyTo, bool readsGroup, string sender)
    {
        var inbox = Inbox with { Email = new EmailSettings { Address = "support@hub.test", TakesReplyTo = takesReplyTo, ReadsGroupSender = readsGroup } };
        var mail = "From: list@hub.test\r\nReply-To: form@customer.test\r\nX-Original-From: carla@customer.test\r\nList-Id: <list.hub.test>\r\nSubject: x\r\n\r\nx\r\n";
        var reading = await new MimeReader(new TicketTag()).ReadAsync(inbox, new MemoryStream(Encoding.ASCII.GetBytes(mail)), TestContext.Current.CancellationToken);
        reading.ShouldBeOfType<InboundReading.Read>().Message.FromAddress.ShouldBe(sender);
    }

    private static async Task<InboundMessage> ReadAsync(string file)
    {
        var reading = await new MimeReader(new TicketTag()).ReadAsync(Inbox, File.OpenRead(Corpus.PathOf(file)), TestContext.Current.CancellationToken);
        return reading.ShouldBeOfType<InboundReading.Read>().Message;
    }

    private static async Task<InboundMessage> ReadTextAsync(string mail) => (await ReadingAsync(mail)).ShouldBeOfType<InboundReading.Read>().Message;

    private static async Task<InboundReading> ReadingAsync(string mail) =>
        await new MimeReader(new TicketTag()).ReadAsync(Inbox, new MemoryStream(Encoding.UTF8.GetBytes(mail)), TestContext.Current.CancellationToken);
}
