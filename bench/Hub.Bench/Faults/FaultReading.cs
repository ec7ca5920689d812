using Hub.Bench.Clients;

namespace Hub.Bench.Faults;

/// <summary>Reads back all that is stored, by the visitor's own connection and by REST, and compares it with what was acknowledged.</summary>
public sealed class FaultReading(ApiClient api, IReadOnlyList<PersistentVisitor> visitors, MailFeed mail)
{
    public async Task<FaultReport> ReadAsync(CancellationToken ct)
    {
        var counts = await CountAsync(ct);
        var acknowledged = visitors.SelectMany(static visitor => visitor.Acknowledged).Concat(mail.Acknowledged).ToList();
        var outOfOrder = new List<string>();
        foreach (var visitor in visitors)
        {
            if (!await IsInOrderAsync(visitor, ct))
            {
                outOfOrder.Add(visitor.Name);
            }
        }

        return new FaultReport
        {
            Acknowledged = acknowledged.Count,
            Repeated = visitors.Sum(static visitor => visitor.Repeated) + mail.Repeated,
            Kills = 0,
            SlowestReturn = TimeSpan.Zero,
            Lost = [.. acknowledged.Select(static one => one.Marker).Where(marker => !counts.ContainsKey(marker))],
            Doubled = [.. counts.Where(static pair => pair.Value > 1).Select(static pair => pair.Key)],
            OutOfOrder = outOfOrder,
            CheckExitCode = -1,
            CheckOutput = "",
        };
    }

    /// <summary>How often each inbound public message stands in any thread, by its marker.</summary>
    private async Task<Dictionary<string, int>> CountAsync(CancellationToken ct)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var ticket in api.ListAsync("/tickets?view=all", ct))
        {
            await foreach (var message in api.ListAsync($"/tickets/{ticket.GetProperty("number").GetString()}/messages", ct))
            {
                if (message.GetProperty("kind").GetString() == "public" && message.GetProperty("direction").GetString() == "in")
                {
                    var marker = MarkerOf(message.GetProperty("text").GetString()!);
                    counts[marker] = counts.GetValueOrDefault(marker) + 1;
                }
            }
        }

        return counts;
    }

    private static async Task<bool> IsInOrderAsync(PersistentVisitor visitor, CancellationToken ct)
    {
        var entries = await visitor.ReadAsync(ct);
        return entries.Select(static entry => entry.Text).SequenceEqual(visitor.Acknowledged.Select(static one => one.Marker))
            && entries.Select(static entry => entry.PublicSeq).SequenceEqual(Enumerable.Range(1, entries.Count).Select(static place => (long)place))
            && entries.Select(static entry => entry.PublicSeq).SequenceEqual(visitor.Acknowledged.Select(static one => one.PublicSeq));
    }

    /// <summary>Chat texts are markers; a mail's is the last word of its sentence.</summary>
    private static string MarkerOf(string text) => text.Trim().TrimEnd('?').Split(' ')[^1];
}
