using System.Text;

namespace Hub.Core.Tickets;

/// <summary>Reads mailboxes as people type and paste them: <c>a@b</c>, <c>Name &lt;a@b&gt;</c>, <c>"Doe, Jane" &lt;a@b&gt;</c>, several
/// with comma, semicolon or in lines.</summary>
public static class MailboxText
{
    private const int LongestName = 200;

    /// <summary>What is there, in order. What is no address is kept as it was typed, for its writer to correct.</summary>
    public static IReadOnlyList<Mailbox> Read(string typed)
    {
        var boxes = new List<Mailbox>();
        var family = "";
        foreach (var (piece, end) in Pieces(typed))
        {
            // "Doe, Jane <a@b>": what stands before a comma without being an address begins the name after it.
            if (end == ',' && family.Length == 0 && !piece.Contains('@', StringComparison.Ordinal))
            {
                family = piece;
                continue;
            }
            if (family.Length > 0 && !piece.Contains('<', StringComparison.Ordinal))
            {
                boxes.Add(new Mailbox(null, family));
                family = "";
            }
            boxes.AddRange(Of(family.Length > 0 ? $"{family}, {piece}" : piece));
            family = "";
        }
        if (family.Length > 0)
        {
            boxes.Add(new Mailbox(null, family));
        }
        return boxes;
    }

    private static IEnumerable<Mailbox> Of(string piece)
    {
        var open = piece.LastIndexOf('<');
        var close = piece.LastIndexOf('>');
        if (open >= 0 && close > open)
        {
            var name = piece[..open].Trim().Trim('"', '\'').Trim();
            return [new Mailbox(name.Length == 0 ? null : name[..Math.Min(name.Length, LongestName)], piece[(open + 1)..close].Trim())];
        }
        var words = piece.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words.All(MailRecipients.IsAddress)
            ? words.Select(static word => new Mailbox(null, word))
            : [new Mailbox(null, piece)];
    }

    /// <summary>Pieces with the separator that ended them; separators within quotes and brackets belong to a piece.</summary>
    private static IEnumerable<(string Piece, char End)> Pieces(string typed)
    {
        var piece = new StringBuilder();
        var (isQuoted, isBracketed) = (false, false);
        foreach (var letter in typed.ReplaceLineEndings("\n").Append('\n'))
        {
            if (letter == '\n' || (!isQuoted && !isBracketed && letter is ',' or ';' or '\t'))
            {
                if (piece.ToString().Trim() is { Length: > 0 } text)
                {
                    yield return (text, letter);
                }
                piece.Clear();
                (isQuoted, isBracketed) = (false, false);
                continue;
            }
            isQuoted ^= letter == '"';
            isBracketed = !isQuoted && (letter == '<' || (isBracketed && letter != '>'));
            piece.Append(letter);
        }
    }
}
