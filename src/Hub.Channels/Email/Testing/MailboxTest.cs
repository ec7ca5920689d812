using Hub.Channels.Email.Receiving;
using Hub.Channels.Email.Sending;
using Hub.Core.Inboxes;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;

namespace Hub.Channels.Email.Testing;

/// <summary>Tries the servers of a mailbox one part after the other. No mail is fetched, sent or marked.</summary>
internal static class MailboxTest
{
    /// <summary>Incoming mail first; what is not set up is not in the report.</summary>
    public static async Task<InboxTestReport> RunAsync(Inbox inbox, MailCredentials credentials, Watchdog watchdog, CancellationToken ct)
    {
        var parts = new List<InboxTestPart>();
        var settings = inbox.Email;
        if (settings?.Imap is { } imap)
        {
            using var client = new ImapClient();
            var test = new ServerTest(inbox, imap, client, TestDirection.Incoming, credentials, watchdog);
            await test.RunAsync(TestStep.Folder, async patience =>
            {
                await ImapReceiver.OpenFolderAsync(client, settings.Folder, watchdog, patience);
                return null;
            }, ct);
            parts.AddRange(test.Parts);
        }
        if (settings?.Pop3 is { } pop3)
        {
            using var client = new Pop3Client();
            var test = new ServerTest(inbox, pop3, client, TestDirection.Incoming, credentials, watchdog);
            await test.RunAsync(null, null, ct);
            parts.AddRange(test.Parts);
        }
        if (settings?.Smtp is { } smtp)
        {
            await using var client = new SmtpConnection();
            var test = new ServerTest(inbox, smtp, client, TestDirection.Outgoing, credentials, watchdog);
            await test.RunAsync(TestStep.Sender, async patience => await client.TrySenderAsync(settings.Address, patience) is { } no ? Refusal(no) : null, ct);
            parts.AddRange(test.Parts);
        }
        return parts.Count > 0
            ? new InboxTestReport(parts)
            : new InboxTestReport([new InboxTestPart(TestDirection.Incoming, TestStep.Reach, TestResult.Failed, "") { Cause = TestCause.NoServer }]);
    }

    private static TestFinding Refusal(SmtpResponse answer) => (int)answer.StatusCode >= 500
        ? new TestFinding(TestCause.SenderRefused, TestAdvice.AllowSender, $"{(int)answer.StatusCode} {answer.Response}")
        : new TestFinding(TestCause.SenderRefused, TestAdvice.TryLater, $"{(int)answer.StatusCode} {answer.Response}");
}
