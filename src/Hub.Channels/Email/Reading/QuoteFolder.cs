namespace Hub.Channels.Email.Reading;

/// <summary>Finds what a person really wrote: the text without quoted mails and signature. For display only; the whole text is kept.</summary>
/// <remarks>Answers written between quoted lines stay visible together with the lines they answer; where answers may stand in what is
/// quoted and cannot be told from it, nothing is folded. Linear in the length.</remarks>
public static class QuoteFolder
{
    /// <summary>The visible part, or null when nothing can be folded (or everything would be).</summary>
    /// <param name="marked">Plain text; may carry the marks of <see cref="HtmlText"/>.</param>
    public static string? Fold(string marked)
    {
        var lines = marked.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').ToList();
        var end = EndOfOwnText(lines);
        if (lines.Take(end).Any(static line => !IsQuoted(line) && QuotePhrases.PointsBelow(line)))
        {
            return null;
        }
        lines.RemoveRange(end, lines.Count - end);
        RemoveSignature(lines);
        if (FoldQuotedLines(lines))
        {
            RemoveSignature(lines);
        }
        var visible = Join(lines);
        return visible.Length == 0 || visible == HtmlText.WithoutMarks(marked).Replace("\r\n", "\n", StringComparison.Ordinal).Trim() ? null : visible;
    }

    // Where a mail program put the whole former mail below a header block or a line of its own.
    private static int EndOfOwnText(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsQuoted(lines[i]) && (lines[i].StartsWith(HtmlText.QuoteMark) || QuotePhrases.IsSeparator(lines[i]) || QuotePhrases.IsHeaderBlock(lines, i)))
            {
                var start = i;
                while (start > 0 && (IsBlank(lines[start - 1]) || QuotePhrases.IsRule(lines[start - 1]) || ForwardPhrases.IsMarker(lines[start - 1])))
                {
                    start--;
                }
                // A mail that begins with it is a forward: its content is what the sender wants to show.
                return start == 0 ? lines.Count : start;
            }
        }
        return lines.Count;
    }

    /// <summary>Whether what was folded stood at the end, so that a signature may come before it.</summary>
    private static bool FoldQuotedLines(List<string> lines)
    {
        var blocks = QuoteBlocks(lines);
        if (blocks.Count == 0)
        {
            return false;
        }
        var (lastStart, lastEnd) = blocks[^1];
        var isTail = lines.Skip(lastEnd).All(IsBlank);
        // One block with own words before or after it, or a last block that nothing follows: the answer does not need it.
        if (blocks.Count == 1 || isTail)
        {
            lines.RemoveRange(lastStart, lastEnd - lastStart);
        }
        return isTail;
    }

    // Runs of quoted lines with the line that introduces them; blank lines inside do not end a run.
    private static List<(int Start, int End)> QuoteBlocks(List<string> lines)
    {
        var blocks = new List<(int, int)>();
        var lastQuoted = lines.FindLastIndex(IsQuoted);
        for (var i = 0; i < lines.Count; i++)
        {
            var introduced = QuoteAttributions.LengthAt(lines, i);
            var first = i + introduced;
            while (introduced > 0 && first < lines.Count && IsBlank(lines[first]))
            {
                first++;
            }
            if (first >= lines.Count || !IsQuoted(lines[first]))
            {
                // "Am … um … schrieb …:" without quoted lines below: some programs quote without marking. With quoted lines
                // further down, what stands here is an answer to one of them.
                if (introduced > 0 && i > 0 && lastQuoted < first && QuoteAttributions.IsOfProgram(lines, i, introduced))
                {
                    blocks.Add((i, lines.Count));
                    return blocks;
                }
                continue;
            }
            var end = first;
            var next = first;
            for (; next < lines.Count && (IsQuoted(lines[next]) || IsBlank(lines[next])); next++)
            {
                end = IsQuoted(lines[next]) ? next + 1 : end;
            }
            blocks.Add((i, end));
            i = end - 1;
        }
        return blocks;
    }

    private static void RemoveSignature(List<string> lines)
    {
        RemoveMarkedTail(lines);
        // RFC 3676, 4.3: "-- " on a line of its own; senders lose the space.
        var at = lines.FindLastIndex(static line => HtmlText.WithoutMarks(line) is "-- " or "--");
        if (at > 0 && !lines.Skip(at).Any(IsQuoted))
        {
            lines.RemoveRange(at, lines.Count - at);
        }
        RemoveMarkedTail(lines);
    }

    // What the mail program marked as signature, and the footers of telephones, as far as they stand at the end. Never everything.
    private static void RemoveMarkedTail(List<string> lines)
    {
        var end = lines.Count;
        while (end > 0 && (IsBlank(lines[end - 1]) || lines[end - 1].StartsWith(HtmlText.SignatureMark) || SignaturePhrases.IsFooter(lines[end - 1])))
        {
            end--;
        }
        if (end > 0)
        {
            lines.RemoveRange(end, lines.Count - end);
        }
    }

    private static bool IsQuoted(string line) => line.TrimStart().StartsWith('>');

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static string Join(List<string> lines) => HtmlText.WithoutMarks(string.Join('\n', lines)).Trim();
}
