using Hub.Core.Automation;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Agent.Blazor.State;

/// <summary>Finds canned responses by what was typed after the slash, and fills their placeholders.</summary>
public static class CannedPicker
{
    public const int Most = 8;

    /// <summary>The best fits: shortcut begins with it, then title or shortcut contains it, then its letters occur in order.</summary>
    public static IReadOnlyList<CannedResponse> Find(IReadOnlyList<CannedResponse> all, string typed)
    {
        var wanted = FieldValue.Fold(typed);
        return [.. all.Select(canned => (canned, rank: RankOf(canned, wanted)))
            .Where(static hit => hit.rank < NoFit)
            .OrderBy(static hit => hit.rank)
            .ThenBy(static hit => hit.canned.Shortcut, StringComparer.Ordinal)
            .Take(Most)
            .Select(static hit => hit.canned)];
    }

    /// <summary>The text with its placeholders filled; unknown ones stay as they are, to be seen.</summary>
    public static string Fill(CannedResponse canned, Ticket ticket, string agentName) => canned.Text
        .Replace("{{contact.name}}", ticket.ContactName, StringComparison.OrdinalIgnoreCase)
        .Replace("{{agent.name}}", agentName, StringComparison.OrdinalIgnoreCase)
        .Replace("{{ticket.number}}", ticket.Number, StringComparison.OrdinalIgnoreCase)
        .Replace("{{ticket.subject}}", ticket.Subject, StringComparison.OrdinalIgnoreCase);

    private const int NoFit = 4;

    private static int RankOf(CannedResponse canned, string wanted)
    {
        var shortcut = FieldValue.Fold(canned.Shortcut);
        if (wanted.Length == 0 || shortcut.StartsWith(wanted, StringComparison.Ordinal))
        {
            return 0;
        }
        var title = FieldValue.Fold(canned.Title);
        if (title.StartsWith(wanted, StringComparison.Ordinal))
        {
            return 1;
        }
        return shortcut.Contains(wanted, StringComparison.Ordinal) || title.Contains(wanted, StringComparison.Ordinal) ? 2
            : OccursInOrder(wanted, shortcut) ? 3
            : NoFit;
    }

    private static bool OccursInOrder(string wanted, string text)
    {
        var at = 0;
        foreach (var letter in text)
        {
            if (at < wanted.Length && letter == wanted[at])
            {
                at++;
            }
        }
        return at == wanted.Length;
    }
}
