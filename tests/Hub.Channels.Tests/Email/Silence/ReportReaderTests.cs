using System.Text;
using Hub.Channels.Email.Reading;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email.Silence;

/// <summary>Reports in every form that mail systems send them.</summary>
public sealed class ReportReaderTests
{
    private static readonly Inbox Inbox = new()
    {
        Id = new InboxId("inb_mail"),
        Name = "Support",
        Channel = ChannelKind.Email,
        Queue = new QueueId("que_support"),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Email = new EmailSettings { Address = "support@hub.test" },
    };

    [Theory]
    [InlineData("failed", ReportedAction.Failed, MailClass.Bounce)]
    [InlineData("delayed", ReportedAction.Delayed, MailClass.Bounce)]
    [InlineData("Delivered (to mailbox)", ReportedAction.Delivered, MailClass.Delivered)]
    [InlineData("relayed", ReportedAction.Relayed, MailClass.Delivered)]
    [InlineData("expanded", ReportedAction.Expanded, MailClass.Delivered)]
    public async Task Every_action_is_known(string written, ReportedAction action, MailClass classification)
    {
        var message = await ReadAsync(Dsn($"Final-Recipient: rfc822; a@x.test\nAction: {written}\nStatus: 4.4.1\n"));
        message.Report.ShouldBeOfType<MailReport.Delivery>().Recipients.Single().Action.ShouldBe(action);
        message.Mail!.Classification.ShouldBe(classification);
    }

    [Theory]
    // as the RFC wants it
    [InlineData("Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@x.test\nAction: delayed\nStatus: 4.2.2\n")]
    // a blank line inside each recipient
    [InlineData("Original-Recipient: rfc822;a@x.test\n\nFinal-Recipient: rfc822; a@x.test\nAction: failed\n\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@x.test\n\nAction: delayed\nStatus: 4.2.2\n")]
    // none between them
    [InlineData("Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@x.test\nAction: delayed\nStatus: 4.2.2\n")]
    // three lines between them, and a second word on one of two actions
    [InlineData("Final-Recipient: rfc822; <a@x.test>\nAction: FAILED\nStatus: 5.1.1 (no such user)\n\n\n\nFinal-Recipient: rfc822; b@x.test\nAction: delayed (will retry)\nStatus: 4.2.2\n")]
    public async Task Several_recipients_are_told_apart_however_blank_lines_stand(string blocks)
    {
        var report = (await ReadAsync(Dsn(blocks))).Report.ShouldBeOfType<MailReport.Delivery>();
        report.OriginalMessageId.ShouldBe("ours@hub.test");
        report.Recipients.Select(static one => (one.Address, one.Action, one.Status, one.IsHard)).ShouldBe(
            [("a@x.test", ReportedAction.Failed, "5.1.1", true), ("b@x.test", ReportedAction.Delayed, "4.2.2", false)]);
    }

    [Fact]
    public async Task Fields_of_the_message_and_its_recipient_may_stand_in_one_block()
    {
        var report = (await ReadAsync(Dsn("Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n", between: "")))
            .Report.ShouldBeOfType<MailReport.Delivery>();
        report.Recipients.Single().ShouldBe(new RecipientReport("a@x.test", ReportedAction.Failed, "5.1.1", "smtp; 550 5.1.1 no such user"));
    }

    [Theory]
    [InlineData("Exim", "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  carla@customer.test\n    host mx.customer.test [192.0.2.4]\n    SMTP error from remote mail server after RCPT TO:<carla@customer.test>:\n    550 5.1.1 User unknown\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <ours@hub.test>\nFrom: support@hub.test\n", true)]
    [InlineData("qmail", "failure notice",
        "Hi. This is the qmail-send program at mx.customer.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<carla@customer.test>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@hub.test>\nMessage-ID: <ours@hub.test>\n", true)]
    [InlineData("Exchange", "Undeliverable: Broken kettle",
        "Delivery has failed to these recipients or groups:\n\nCarla (carla@customer.test)\nThe e-mail address you entered couldn't be found. Please check it.\n\nDiagnostic information for administrators:\n\nGenerating server: ex.customer.test\ncarla@customer.test\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nMessage-ID: <ours@hub.test>\n", true)]
    [InlineData("Gmail", "Delivery Status Notification (Failure)",
        "** Address not found **\n\nYour message wasn't delivered to carla@customer.test because the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist.\n\n----- Original message -----\n\nMessage-ID: <ours@hub.test>\n", true)]
    [InlineData("full", "Undelivered Mail Returned to Sender",
        "I'm sorry to have to inform you that your message could not be delivered.\n\n<carla@customer.test>: host mx said: 552 5.2.2 Mailbox full\n\nMessage-ID: <ours@hub.test>\n", false)]
    public async Task Texts_of_mail_systems_are_read(string system, string subject, string text, bool isHard)
    {
        var message = await ReadAsync(Text($"Mail Delivery System {system} <MAILER-DAEMON@mx.test>", subject, text));
        var report = message.Report.ShouldBeOfType<MailReport.Delivery>();
        message.Mail!.Classification.ShouldBe(MailClass.Bounce);
        report.OriginalMessageId.ShouldBe("ours@hub.test");
        var carla = report.Recipients.First(static one => one.Address == "carla@customer.test");
        (carla.Action, carla.IsHard).ShouldBe((ReportedAction.Failed, isHard));
    }

    [Fact]
    public async Task A_delay_in_words_is_no_failure()
    {
        var report = (await ReadAsync(Text("postmaster@mx.test", "Warning: message delayed 4 hours",
            "Your message has not yet been delivered to carla@customer.test. It will be retried for five days."))).Report.ShouldBeOfType<MailReport.Delivery>();
        report.Worst.Action.ShouldBe(ReportedAction.Delayed);
    }

    [Fact]
    public async Task The_header_of_Exim_and_Gmail_names_the_recipients_whoever_sends_it()
    {
        var report = (await ReadAsync(Text("bounces@relay.test", "Failed", "550 5.1.1 unknown user", "X-Failed-Recipients: a@x.test, b@x.test", "In-Reply-To: <ours@hub.test>")))
            .Report.ShouldBeOfType<MailReport.Delivery>();
        report.Recipients.Select(static one => one.Address).ShouldBe(["a@x.test", "b@x.test"]);
        report.OriginalMessageId.ShouldBe("ours@hub.test");
    }

    [Theory]
    [InlineData("Carla <carla@customer.test>", "Mail delivery failed", "My message to bob@x.test could not be delivered, can you help?")]
    [InlineData("postmaster@customer.test", "Your account", "Please renew your contract.")]
    public async Task Words_alone_make_no_bounce(string from, string subject, string text) => (await ReadAsync(Text(from, subject, text))).Report.ShouldBeNull();

    [Fact]
    public async Task Abuse_reports_and_read_receipts_are_read()
    {
        var abuse = (await ReadAsync(Report("feedback-report", "message/feedback-report", "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Rcpt-To: <carla@customer.test>\n")));
        abuse.Mail!.Classification.ShouldBe(MailClass.Feedback);
        var complaint = abuse.Report.ShouldBeOfType<MailReport.Complaint>();
        (complaint.OriginalMessageId, complaint.Type, complaint.Recipients.Single()).ShouldBe(("ours@hub.test", "abuse", "carla@customer.test"));

        foreach (var (disposition, isRead) in new[] { ("displayed", true), ("deleted", false) })
        {
            var receipt = await ReadAsync(Report("disposition-notification", "message/disposition-notification",
                $"Final-Recipient: rfc822; carla@customer.test\nOriginal-Message-ID: <ours@hub.test>\nDisposition: manual-action/MDN-sent-manually; {disposition}\n"));
            receipt.Report.ShouldBe(new MailReport.Disposition("ours@hub.test", "carla@customer.test", isRead));
            receipt.Mail!.Classification.ShouldBe(MailClass.Delivered);
        }
    }

    private static string Dsn(string recipients, string between = "\n") =>
        Report("delivery-status", "message/delivery-status", $"Reporting-MTA: dns; mx.test\n{between}{recipients}");

    private static string Report(string kind, string type, string fields) =>
        $"Return-Path: <>\nFrom: MAILER-DAEMON@mx.test\nTo: support@hub.test\nSubject: Report\nMessage-ID: <r@mx.test>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type={kind}; boundary=b\n\n"
        + $"--b\nContent-Type: text/plain\n\nA report.\n--b\nContent-Type: {type}\n\n{fields}\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <ours@hub.test>\nSubject: Re: kettle\n--b--\n";

    private static string Text(string from, string subject, string text, params string[] headers) =>
        $"From: {from}\nTo: support@hub.test\nSubject: {subject}\nMessage-ID: <t@mx.test>\n{string.Concat(headers.Select(static header => header + "\n"))}\n{text}\n";

    private static async Task<InboundMessage> ReadAsync(string mail) => (await new MimeReader(new TicketTag())
        .ReadAsync(Inbox, new MemoryStream(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))), TestContext.Current.CancellationToken))
        .ShouldBeOfType<Core.Ports.InboundReading.Read>().Message;
}
