using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>Another ticket that may be the same request.</summary>
/// <param name="Ticket">The other ticket.</param>
/// <param name="Similarity">Share of words in common, 0 to 1.</param>
public sealed record PossibleDuplicate(Ticket Ticket, double Similarity);

/// <summary>Recognises the second request of an impatient customer: same contact, similar words, made close to each other.</summary>
public sealed class FindDuplicates(IHubStore store)
{
    /// <summary>How far apart two requests may be made, unless asked otherwise.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromHours(24);

    private const int MostTickets = 20;
    private const int FirstEntries = 4;

    // Below this, two requests about the same order share little more than greeting and signature.
    private const double Similar = 0.5;

    /// <summary>Open tickets of the same contact within the time, the most similar first; none for a merged ticket.</summary>
    public async ValueTask<IReadOnlyList<PossibleDuplicate>> HandleAsync(Ticket ticket, TimeSpan within, AgentAccess by, CancellationToken ct)
    {
        if (ticket.MergedInto is not null)
        {
            return [];
        }
        var filter = Ticket.Fields.Contact.Is(ticket.Contact.Value).And(Ticket.Fields.IsActive.Is(true));
        var page = await store.ListAsync(TicketViews.For(by, filter), new PageRequest(MostTickets), ct);
        List<Ticket> others = [.. page.Items.Where(other => other.Id != ticket.Id && (other.CreatedAt - ticket.CreatedAt).Duration() <= within)];
        if (others.Count == 0)
        {
            return [];
        }
        var words = await WordsOfAsync(ticket, ct);
        var found = new List<PossibleDuplicate>();
        foreach (var other in others)
        {
            var similarity = Compare(words, await WordsOfAsync(other, ct));
            if (similarity >= Similar)
            {
                found.Add(new PossibleDuplicate(other, similarity));
            }
        }
        return [.. found.OrderByDescending(static duplicate => duplicate.Similarity)];
    }

    /// <summary>Words in common over all words of both.</summary>
    public static double Compare(IReadOnlySet<string> left, IReadOnlySet<string> right)
    {
        var common = left.Count(right.Contains);
        var all = left.Count + right.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }

    private async ValueTask<IReadOnlySet<string>> WordsOfAsync(Ticket ticket, CancellationToken ct)
    {
        var first = await store.ListAsync(
            new View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq), new PageRequest(FirstEntries), ct);
        var text = first.Items.FirstOrDefault(static entry => entry.MessageKind == MessageKind.Public) is { } message
            ? message.VisibleText ?? message.Text
            : "";
        return SearchText.Words($"{ticket.Subject} {text}").ToHashSet(StringComparer.Ordinal);
    }
}
