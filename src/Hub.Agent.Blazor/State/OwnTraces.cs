using System.Collections.Concurrent;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>What this agent left behind in tickets: how far it read, and unsent text.</summary>
public sealed class OwnTraces(IHubStore store, ConsoleSession session) : ObservableState
{
    private readonly ConcurrentDictionary<TicketId, long> _read = new();
    private readonly ConcurrentDictionary<TicketId, string> _drafts = new();

    /// <summary>Whether somebody else wrote to the customer's thread after the agent last looked.</summary>
    public bool IsUnread(Ticket ticket) =>
        _read.TryGetValue(ticket.Id, out var seq) && ticket.NewestPublicSeqByOthers(session.Access.ToActor()) > seq;

    /// <summary>Unsent text of a ticket, one line, or null.</summary>
    public string? DraftOf(TicketId ticket) => _drafts.GetValueOrDefault(ticket);

    /// <summary>Reads what is not known yet, two round trips for any number of tickets.</summary>
    public async Task LearnAsync(IReadOnlyList<Ticket> tickets, CancellationToken ct)
    {
        var unknown = tickets.Select(static ticket => ticket.Id).Where(id => !_read.ContainsKey(id)).ToList();
        if (unknown.Count == 0)
        {
            return;
        }
        var agent = session.Access.Agent;
        var marks = await store.FindManyAsync<ReadMark>([.. unknown.Select(id => ReadMark.IdOf(id, agent))], ct);
        var drafts = await store.FindManyAsync<Draft>([.. unknown.SelectMany(id => new[]
        {
            Draft.IdOf(id, agent, MessageKind.Public), Draft.IdOf(id, agent, MessageKind.Note),
        })], ct);
        var seqs = marks.ToDictionary(static mark => mark.Id, static mark => mark.Seq);
        foreach (var id in unknown)
        {
            _read.TryAdd(id, seqs.GetValueOrDefault(ReadMark.IdOf(id, agent)));
        }
        foreach (var draft in drafts.OrderBy(static draft => draft.SavedAt))
        {
            _drafts[draft.Ticket] = OneLine(draft.Text);
        }
    }

    /// <summary>The agent has seen a ticket up to a number.</summary>
    public void MarkRead(TicketId ticket, long seq)
    {
        if (_read.GetValueOrDefault(ticket) < seq)
        {
            _read[ticket] = seq;
            Notify();
        }
    }

    /// <summary>Unsent text was saved; empty when it is gone.</summary>
    public void KeepDraft(TicketId ticket, string text)
    {
        var line = OneLine(text);
        if (line == (DraftOf(ticket) ?? ""))
        {
            return;
        }
        if (line.Length == 0)
        {
            _drafts.TryRemove(ticket, out _);
        }
        else
        {
            _drafts[ticket] = line;
        }
        Notify();
    }

    private static string OneLine(string text)
    {
        var start = text.AsSpan().Trim();
        return string.Join(' ', start[..Math.Min(start.Length, 120)].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
