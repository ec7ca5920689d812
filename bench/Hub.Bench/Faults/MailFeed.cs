using System.Text;
using Hub.Bench.Clients;

namespace Hub.Bench.Faults;

/// <summary>Hands mails in one after the other, each again until it is acknowledged, as a mail server would.</summary>
public sealed class MailFeed(Uri server, string inbox)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    private readonly List<Acknowledged> _acknowledged = [];

    public IReadOnlyList<Acknowledged> Acknowledged => _acknowledged;

    public int Repeated { get; private set; }

    public async Task SendAsync(int mails, TimeSpan pause, CancellationToken ct)
    {
        using var api = new ApiClient(server, Processes.HubServer.Token);
        for (var place = 0; place < mails; place++)
        {
            var marker = $"mail{place}x";
            var mail = Encoding.ASCII.GetBytes(
                $"From: Customer {place} <customer{place}@example.org>\r\nTo: help@hub.example\r\nSubject: Order {marker}\r\n" +
                $"Message-ID: <{marker}@example.org>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0000\r\n\r\nWhere is my order {marker}?\r\n");
            while (true)
            {
                if (await api.TryMailAsync(inbox, mail, ct) is { } answer)
                {
                    var number = answer.TryGetProperty("ticket", out var ticket) ? ticket.ToString() : null;
                    _acknowledged.Add(new Acknowledged(marker, number, 0));
                    break;
                }

                Repeated++;
                await Task.Delay(Wait, ct);
            }

            await Task.Delay(pause, ct);
        }
    }
}
