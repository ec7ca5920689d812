using System.Text.RegularExpressions;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.MailServers;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Hub.Channels.Tests.Email.Fire;

/// <summary>One mail that cannot be had, or cannot be read, stops no other: after three tries it stands in the tray with its reason.</summary>
public sealed partial class LeftMailTests(MailServerTests.Servers servers) : IClassFixture<MailServerTests.Servers>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("refused", "the server answered: ")]
    [InlineData("empty", "the server answered: nothing")]
    [InlineData("missing", "the server answered: ")]
    [InlineData("fatal", "the connection broke after 0 bytes")]
    public async Task A_mail_that_the_IMAP_server_does_not_give_is_left_after_three_tries(string manner, string said)
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var asked = 0;
        await using var proxy = new MailProxy(servers.Host.ImapPort, () => new ScriptedWire
        {
            OnClient = command => !Body().IsMatch(command) || !command.Contains(" UID FETCH 3 ", StringComparison.Ordinal) || ++asked == 0 ? null : manner switch
            {
                "refused" => ScriptedWire.Answer(command, "NO [SERVERBUG] The mail is damaged"),
                "empty" => ScriptedWire.Answer(command, "OK Fetched", "* 3 FETCH (UID 3 BODY[] {0}\r\n)\r\n"),
                "missing" => ScriptedWire.Answer(command, "OK Fetched"),
                _ => new Passing([]) { Cuts = true },
            },
        });
        await using var running = await StartAsync("imap", manner, settings => settings with { Imap = settings.Imap! with { Port = proxy.Port } });
        var mails = new NumberedMails(new Random(11), customers: 1);
        await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(5, 3_000), Stop);
        await NumberedMails.FiledAsync(running.Desk, 4);

        var left = (await running.Desk.Tray.ItemsAsync()).ShouldHaveSingleItem();
        left.Cause.ShouldBe(TrayCause.Unfetchable);
        left.Reason!.ShouldContain("mail 3 in folder INBOX");
        left.Reason!.ShouldContain(said);
        asked.ShouldBe(3);
        await mails.ShouldAllBeThereOnceAsync(running.Desk, except: [mails.IdOf(2)]);
        // People find it where it lies, unread.
        await Eventually.GetAsync("the others are marked", async () => await UnreadAsync(running.Address) is [{ Id: 3 }] ? "" : null);
    }

    [Fact]
    public async Task A_server_that_gives_no_mail_at_all_is_waited_for_and_nothing_is_left()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var isIll = true;
        await using var proxy = new MailProxy(servers.Host.ImapPort, () => new ScriptedWire
        {
            OnClient = command => Volatile.Read(ref isIll) && Body().IsMatch(command) ? ScriptedWire.Answer(command, "NO [UNAVAILABLE] Storage is away") : null,
        });
        await using var running = await StartAsync("imap", "ill", settings => settings with { Imap = settings.Imap! with { Port = proxy.Port } });
        var mails = new NumberedMails(new Random(12), customers: 1);
        await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(4, 3_000), Stop);
        var trouble = await Eventually.GetAsync("the trouble", async () =>
            (await running.Desk.Troubles.FindAsync([running.Desk.Inbox.Id], Stop)).GetValueOrDefault(running.Desk.Inbox.Id));
        trouble.Reason.ShouldContain("gives no mail of the folder INBOX");
        Volatile.Write(ref isIll, false);

        await NumberedMails.FiledAsync(running.Desk, 4);
        await mails.ShouldAllBeThereOnceAsync(running.Desk);
    }

    [Fact]
    public async Task A_mail_that_the_POP3_server_does_not_give_is_left_after_three_tries()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mails = new NumberedMails(new Random(13), customers: 1);
        var all = mails.Next(5, 3_000);
        var asked = 0;
        await using var proxy = new MailProxy(servers.Host.Pop3Port, () => new ScriptedWire
        {
            OnServer = said => said.Contains(mails.IdOf(2), StringComparison.Ordinal) && said.Contains("--part", StringComparison.Ordinal) && ++asked > 0
                ? new Passing("-ERR The mail is damaged\r\n"u8.ToArray()) : null,
        });
        await using var running = await StartAsync("pop3", "popleft", settings => settings with { Pop3 = settings.Pop3! with { Port = proxy.Port } });
        await RawMailbox.AppendAsync(servers.Host, running.Address, all, Stop);
        await NumberedMails.FiledAsync(running.Desk, 4);

        var left = (await running.Desk.Tray.ItemsAsync()).ShouldHaveSingleItem();
        left.Cause.ShouldBe(TrayCause.Unfetchable);
        left.Reason!.ShouldContain("The mail is damaged");
        asked.ShouldBe(3);
        await mails.ShouldAllBeThereOnceAsync(running.Desk, except: [mails.IdOf(2)]);
        // It stays there; the others are deleted.
        await Eventually.GetAsync("one mail is left", async () => (await new CustomerMailbox(servers.Host, running.Address).ReadAsync(Stop)).Count == 1 ? "" : null);
    }

    [Fact]
    public async Task A_mail_that_breaks_the_filing_goes_to_the_tray_while_later_ones_are_filed()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var running = await StartAsync("imap", "poison");
        running.Desk.Reader.FailsAt = "mallory@elsewhere.test";
        var mails = new NumberedMails(new Random(14), customers: 2);
        var poison = System.Text.Encoding.ASCII.GetBytes(Mails.From(Mails.Stranger).ReplaceLineEndings("\r\n"));
        await RawMailbox.AppendAsync(servers.Host, running.Address, [poison, .. mails.Next(6, 3_000)], Stop);
        await NumberedMails.FiledAsync(running.Desk, 6);
        var held = await Eventually.GetAsync("it is held", async () =>
        {
            await running.Desk.Lanes.RedriveAsync(isStart: true, Stop);
            return (await running.Desk.Tray.ItemsAsync()).SingleOrDefault();
        });

        held.Cause.ShouldBe(TrayCause.Poison);
        held.Reason!.ShouldContain("failed 3 times: The reader broke.");
        running.Desk.Faults.Faults.Count.ShouldBe(3);
        running.Desk.Faults.Faults.Clear();
        await mails.ShouldAllBeThereOnceAsync(running.Desk, except: []);
    }

    private Task<RunningDesk> StartAsync(string protocol, string name, Func<EmailSettings, EmailSettings>? change = null) =>
        RunningDesk.StartAsync(servers.Host, protocol, $"left-{name}", settings => (change?.Invoke(settings) ?? settings) with { SendsReceipt = false });

    private async Task<IList<UniqueId>> UnreadAsync(string address)
    {
        using var imap = new ImapClient();
        await imap.ConnectAsync("127.0.0.1", servers.Host.ImapPort, SecureSocketOptions.None, Stop);
        await imap.AuthenticateAsync(address, MailHost.Password, Stop);
        await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, Stop);
        return await imap.Inbox.SearchAsync(SearchQuery.NotSeen, Stop);
    }

    [GeneratedRegex(@"UID FETCH \d+ \(?BODY\.PEEK\[\]")]
    private static partial Regex Body();
}
