using Hub.Channels.Email;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Work;
using Hub.MailServers;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Hub.Channels.Tests.Email.Fire;

/// <summary>Fetching from a real Dovecot while connections are cut, mailboxes are numbered anew and servers die: nothing is lost, nothing
/// comes twice.</summary>
public sealed class FetchUnderFireTests(MailServerTests.Servers servers, ITestOutputHelper output) : IClassFixture<MailServerTests.Servers>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_cuts_by_IMAP_lose_and_double_nothing()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var seed = RandomCuts.SeedOf("HUB_CUT_SEED");
        output.WriteLine($"HUB_CUT_SEED={seed}");
        var cuts = new RandomCuts(200, seed, mostFromServer: 100_000, mostFromClient: 2_000, inLiterals: true);
        await using var proxy = new MailProxy(servers.Host.ImapPort, cuts.Next);
        await using var running = await StartAsync("imap", "cuts", proxy);
        var mails = new NumberedMails(new Random(seed));
        while (!cuts.AreMade)
        {
            await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(10, 200_000), Stop);
            await NumberedMails.FiledAsync(running.Desk, mails.Count - 15);
        }
        await NumberedMails.FiledAsync(running.Desk, mails.Count);

        output.WriteLine($"{mails.Count} mails through {cuts.Made} cuts, {cuts.MadeInLiterals} of them in literals");
        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        cuts.MadeInLiterals.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task Cuts_by_POP3_lose_and_double_nothing()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var seed = RandomCuts.SeedOf("HUB_CUT_SEED");
        output.WriteLine($"HUB_CUT_SEED={seed}");
        var cuts = new RandomCuts(40, seed, mostFromServer: 100_000, mostFromClient: 1_000);
        await using var proxy = new MailProxy(servers.Host.Pop3Port, cuts.Next);
        await using var running = await StartAsync("pop3", "popcuts", proxy);
        var mails = new NumberedMails(new Random(seed));
        while (!cuts.AreMade)
        {
            await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(5, 100_000), Stop);
            await NumberedMails.FiledAsync(running.Desk, mails.Count - 5);
        }
        await NumberedMails.FiledAsync(running.Desk, mails.Count);

        output.WriteLine($"{mails.Count} mails through {cuts.Made} cuts");
        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        await Eventually.GetAsync("the mailbox is empty", async () => (await new CustomerMailbox(servers.Host, running.Address).ReadAsync(Stop)).Count == 0 ? "" : null);
    }

    [Fact]
    public async Task A_new_UIDVALIDITY_has_the_folder_read_again_and_only_what_is_new_filed()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var running = await StartAsync("imap", "renumbered");
        var mails = new NumberedMails(new Random(1), customers: 3);
        await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(12, 10_000), Stop);
        await NumberedMails.FiledAsync(running.Desk, 12);
        var before = await PositionAsync(running);

        // While it runs, the server may write back the numbers it remembers.
        await servers.Host.KillMailboxesAsync();
        servers.Host.Renumber(running.Address);
        await servers.Host.RestartMailboxesAsync(Stop);
        await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(4, 10_000), Stop);
        await NumberedMails.FiledAsync(running.Desk, 12 + 16);

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        (await PositionAsync(running)).UidValidity.ShouldNotBe(before.UidValidity);
    }

    [Fact]
    public async Task A_folder_that_vanishes_is_shown_at_the_inbox_and_read_again_when_it_is_back()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        using var program = new ImapClient();
        await program.ConnectAsync("127.0.0.1", servers.Host.ImapPort, SecureSocketOptions.None, Stop);
        await program.AuthenticateAsync("folder@hub.test", MailHost.Password, Stop);
        var top = program.GetFolder(program.PersonalNamespaces[0]);
        var folder = await top.CreateAsync("Work", true, Stop);
        await using var running = await RunningDesk.StartAsync(servers.Host, "imap", "folder", static settings => settings with { SendsReceipt = false, Folder = "Work" });
        var mails = new NumberedMails(new Random(2), customers: 2);
        var first = mails.Next(5, 10_000);
        await RawMailbox.AppendAsync(servers.Host, running.Address, first, Stop, "Work");
        await NumberedMails.FiledAsync(running.Desk, 5);

        await folder!.DeleteAsync(Stop);
        (await TroubleAsync(running)).ShouldBe("There is no folder named Work.");
        await top.CreateAsync("Work", true, Stop);
        await RawMailbox.AppendAsync(servers.Host, running.Address, [.. first, .. mails.Next(3, 10_000)], Stop, "Work");
        await NumberedMails.FiledAsync(running.Desk, 5 + 8);

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        await RecoveredAsync(running);
    }

    [Fact]
    public async Task A_killed_server_is_shown_at_the_inbox_and_fetching_goes_on_when_it_is_back()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var running = await StartAsync("imap", "killed");
        var mails = new NumberedMails(new Random(3), customers: 4);
        for (var round = 1; round <= 3; round++)
        {
            await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(12, 1_000_000), Stop);
            await NumberedMails.FiledAsync(running.Desk, mails.Count - 10);
            await servers.Host.KillMailboxesAsync();
            (await TroubleAsync(running)).ShouldContain("cannot be reached");
            await servers.Host.RestartMailboxesAsync(Stop);
        }
        await NumberedMails.FiledAsync(running.Desk, mails.Count);

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        await RecoveredAsync(running);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up_and_asked_anew()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var (connections, passed) = (0, 0);
        // The first never says a word; the second stops in the middle of a mail.
        await using var proxy = new MailProxy(servers.Host.ImapPort, () => ++connections switch
        {
            1 => new ScriptedWire { OnServer = static _ => ScriptedWire.Silence },
            2 => new ScriptedWire { OnServer = said => (passed += said.Length) > 50_000 ? ScriptedWire.Silence : null },
            _ => new Wire(),
        });
        var timeouts = new MailTimeouts { Connect = TimeSpan.FromSeconds(100), Command = TimeSpan.FromSeconds(100) };
        await using var running = await StartAsync("imap", "silent", proxy, timeouts);
        var mails = new NumberedMails(new Random(4), customers: 1);
        await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(20, 200_000), Stop);
        (await TroubleAsync(running)).ShouldContain("did not answer in time");
        await NumberedMails.FiledAsync(running.Desk, 20);

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        await RecoveredAsync(running);
        connections.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("keeps quiet")]
    public async Task Without_a_push_the_look_each_minute_finds_the_mail(string manner)
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var connections = 0;
        // One refuses IDLE and flags, the other takes IDLE and never says that something came.
        await using var proxy = new MailProxy(servers.Host.ImapPort, () =>
        {
            connections++;
            return manner == "refuses"
                ? new ScriptedWire
                {
                    OnClient = static said => said.EndsWith(" IDLE\r\n", StringComparison.Ordinal) ? ScriptedWire.Answer(said, "NO IDLE is off")
                        : said.Contains(" UID STORE ", StringComparison.Ordinal) ? ScriptedWire.Answer(said, "NO [NOPERM] Read only") : null,
                }
                : new ScriptedWire { OnServer = static said => said.StartsWith("* ", StringComparison.Ordinal) && said.Contains(" EXISTS\r\n", StringComparison.Ordinal) && !said.Contains("OK", StringComparison.Ordinal) ? ScriptedWire.Silence : null };
        });
        await using var running = await StartAsync("imap", $"pushless-{manner[..4]}", proxy);
        var mails = new NumberedMails(new Random(5), customers: 2);
        for (var round = 1; round <= 3; round++)
        {
            await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(2, 5_000), Stop);
            await NumberedMails.FiledAsync(running.Desk, mails.Count);
        }

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        connections.ShouldBe(1);
    }

    [Fact]
    public async Task What_people_had_read_before_Hub_came_stays_theirs_over_all_batches()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        const string Address = "past@hub.test";
        var old = new NumberedMails(new Random(6), customers: 1);
        var mails = new NumberedMails(new Random(7), customers: 3);
        await RawMailbox.AppendAsync(servers.Host, Address, mails.Next(60, 3_000), Stop, manner: "() \"01-Jan-2025 10:00:00 +0000\" ");
        await RawMailbox.AppendAsync(servers.Host, Address, old.Next(30, 3_000), Stop, manner: "(\\Seen) \"01-Jan-2025 10:00:00 +0000\" ");
        await RawMailbox.AppendAsync(servers.Host, Address, mails.Next(20, 3_000), Stop);
        var isCut = false;
        // Cut when the first batch is marked: its position stands, its marks do not.
        await using var proxy = new MailProxy(servers.Host.ImapPort, () => new ScriptedWire
        {
            OnClient = said => said.Contains(" UID STORE ", StringComparison.Ordinal) && !isCut && (isCut = true) ? new Passing([]) { Cuts = true } : null,
        });
        await using var running = await StartAsync("imap", "past", proxy);
        await NumberedMails.FiledAsync(running.Desk, 80);
        // Read before it comes into the folder, but after Hub came.
        await RawMailbox.AppendAsync(servers.Host, Address, mails.Next(2, 3_000), Stop, manner: "(\\Seen) \"01-Jan-2025 10:00:00 +0000\" ");
        await NumberedMails.FiledAsync(running.Desk, 82);

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
        isCut.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_receivers_of_one_mailbox_double_nothing_and_keep_the_order()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var running = await StartAsync("imap", "two");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        // As after a node was halted for a while: it does not know yet that another has taken its work.
        var other = running.Desk.Receiving.RunAsync(running.Desk.Channel, running.Desk.Inbox, HeldLease.Alone, stop.Token);
        var mails = new NumberedMails(new Random(8), customers: 3);
        for (var round = 0; round < 3; round++)
        {
            await RawMailbox.AppendAsync(servers.Host, running.Address, mails.Next(8, 20_000), Stop);
            await NumberedMails.FiledAsync(running.Desk, mails.Count);
        }
        await stop.CancelAsync();
        await other;

        await mails.ShouldAllBeThereOnceAsync(running.Desk);
    }

    private Task<RunningDesk> StartAsync(string protocol, string name, MailProxy? proxy = null, MailTimeouts? timeouts = null) =>
        RunningDesk.StartAsync(servers.Host, protocol, name, settings => settings with
        {
            SendsReceipt = false,
            Imap = settings.Imap is { } imap ? imap with { Port = proxy?.Port ?? imap.Port } : null,
            Pop3 = settings.Pop3 is { } pop3 ? pop3 with { Port = proxy?.Port ?? pop3.Port } : null,
        }, timeouts);

    private static async Task<MailboxPosition> PositionAsync(RunningDesk running) =>
        (await running.Desk.Store.FindAsync(MailboxPosition.IdOf(running.Desk.Inbox.Id), Stop))!;

    private static async Task<string> TroubleAsync(RunningDesk running) =>
        (await Eventually.GetAsync("the inbox shows its trouble", async () => await FindTroubleAsync(running))).Reason;

    private static async Task RecoveredAsync(RunningDesk running) =>
        await Eventually.GetAsync("the trouble is over", async () => await FindTroubleAsync(running) is null ? "" : null);

    private static async Task<InboxTrouble?> FindTroubleAsync(RunningDesk running) =>
        (await running.Desk.Troubles.FindAsync([running.Desk.Inbox.Id], Stop)).GetValueOrDefault(running.Desk.Inbox.Id);
}
