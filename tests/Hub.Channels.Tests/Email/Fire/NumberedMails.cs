using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Channels.Tests.Email.Fire;

/// <summary>Mails of some customers, each of whom writes in one ticket; remembers all it made, in order.</summary>
internal sealed class NumberedMails(Random random, int customers = 8)
{
    private readonly List<(string Sender, string Id, string Hash)> _made = [];

    public int Count => _made.Count;

    /// <summary>The next mail, of 1 kB to so many bytes, short ones as often as long ones.</summary>
    public byte[] Next(int most = 1_000_000)
    {
        var customer = random.Next(customers);
        var (sender, id) = ($"customer{customer}@customer.test", $"{_made.Count}-{random.Next():x8}@customer.test");
        var first = _made.Find(one => one.Sender == sender).Id;
        var size = (int)(1_000 * Math.Exp(random.NextDouble() * Math.Log(most / 1_000.0)));
        var file = new byte[Math.Max(0, size - 700) * 3 / 4];
        random.NextBytes(file);
        var mail = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: {sender}\r\nTo: support@hub.test\r\nSubject: Matter of {customer}\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\nMessage-ID: <{id}>\r\n")
            .Append(first is null ? "" : $"In-Reply-To: <{first}>\r\nReferences: <{first}>\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"This is mail {_made.Count}.\r\n--part\r\nContent-Type: application/octet-stream; name=data.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .Append(Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n--part--\r\n");
        var bytes = Encoding.ASCII.GetBytes(mail.ToString());
        _made.Add((sender, id, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        return bytes;
    }

    public List<byte[]> Next(int count, int most) => [.. Enumerable.Range(0, count).Select(_ => Next(most))];

    /// <summary>Until so many were filed, those counted that were filed as the same mail again.</summary>
    public static Task FiledAsync(MailDesk desk, int count) => Eventually.GetAsync($"{count} mails are filed", async () => await FiledAsync(desk) >= count ? "" : null);

    /// <summary>How many were filed by now.</summary>
    public static ValueTask<int> FiledAsync(MailDesk desk) => desk.Store.CountAsync(Intake.Fields.State.Is(nameof(IntakeState.Filed)), 10_000, MailDesk.Stop);

    /// <summary>Every mail is in a thread exactly once, in the order of the mailbox, byte for byte; the tray is empty.</summary>
    public async Task ShouldAllBeThereOnceAsync(MailDesk desk, IReadOnlyCollection<string>? except = null)
    {
        var tickets = await desk.Store.ListAsync(new View<Ticket>(Filter<Ticket>.Everything, Ticket.Fields.Number), new PageRequest(50), MailDesk.Stop);
        var found = new Dictionary<string, List<(string Id, string Hash)>>();
        foreach (var ticket in tickets.Items)
        {
            var entries = (await desk.ThreadAsync(ticket.Number)).Where(static entry => entry is { MessageKind: MessageKind.Public, Direction: Direction.In }).ToList();
            found.TryAdd(entries[0].Author.Address!, []).ShouldBeTrue($"{entries[0].Author.Address} has more than one ticket");
            foreach (var entry in entries)
            {
                await using var raw = (await desk.Store.Blobs.OpenAsync(entry.RawBlob!, MailDesk.Stop))!;
                found[entries[0].Author.Address!].Add((entry.Mail!.MessageId!, Convert.ToHexStringLower(await SHA256.HashDataAsync(raw, MailDesk.Stop))));
            }
        }
        foreach (var customer in _made.Where(one => except?.Contains(one.Id) != true).GroupBy(static one => one.Sender))
        {
            found[customer.Key].ShouldBe(customer.Select(static one => (one.Id, one.Hash)));
        }
        found.Count.ShouldBe(_made.Where(one => except?.Contains(one.Id) != true).Select(static one => one.Sender).Distinct().Count());
        desk.Faults.Faults.ShouldBeEmpty();
        if (except is null)
        {
            (await desk.Tray.ItemsAsync()).ShouldBeEmpty();
        }
    }

    /// <summary>The Message-ID of the mail with that number, from 0.</summary>
    public string IdOf(int index) => _made[index].Id;
}
