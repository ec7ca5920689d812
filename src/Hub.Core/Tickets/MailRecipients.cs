using System.Net.Mail;
using Hub.Core.Agents;
using Hub.Core.Inbound;

namespace Hub.Core.Tickets;

/// <summary>Who gets a mail, as its writer wants it.</summary>
/// <param name="To">Recipients.</param>
/// <param name="Cc">In copy; everybody sees them.</param>
/// <param name="Bcc">In hidden copy; only agents see them.</param>
public sealed record MailRecipients(IReadOnlyList<Mailbox> To, IReadOnlyList<Mailbox> Cc, IReadOnlyList<Mailbox> Bcc)
{
    /// <summary>How many addresses a mail goes to at most; the limit of large providers for one mail.</summary>
    public const int Most = 100;

    // 254 characters: a path has 256 with its brackets (RFC 5321, 4.5.3.1.3).
    private const int LongestAddress = 254;

    /// <summary>Nobody.</summary>
    public static MailRecipients None { get; } = new([], [], []);

    /// <summary>Everybody, hidden ones too.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<Mailbox> All => To.Concat(Cc).Concat(Bcc);

    /// <summary>Each address once, where it is seen most: To before Cc before Bcc.</summary>
    public MailRecipients Fold()
    {
        var to = Distinct(To, []);
        var cc = Distinct(Cc, to);
        return new MailRecipients(to, cc, Distinct(Bcc, [.. to, .. cc]));
    }

    /// <summary>Why a mail cannot go to them; null when it can.</summary>
    public RecipientProblem? Check(DirectorySnapshot directory)
    {
        foreach (var (field, boxes) in new[] { ("to", To), ("cc", Cc), ("bcc", Bcc) })
        {
            foreach (var box in boxes)
            {
                if (!IsAddress(box.Address))
                {
                    return new RecipientProblem(field, RecipientFault.NoAddress, $"'{box.Address}' is not an e-mail address.");
                }
                if (OwnAddresses.Contains(directory, box.Address))
                {
                    return new RecipientProblem(field, RecipientFault.Own, $"{box.Address} is an address of Hub itself: the mail would come back.");
                }
            }
        }
        var count = To.Count + Cc.Count + Bcc.Count;
        return To.Count == 0 ? new RecipientProblem("to", RecipientFault.Nobody, "A mail needs at least one address in To.")
            : count > Most ? new RecipientProblem("to", RecipientFault.TooMany, $"A mail goes to at most {Most} addresses; these are {count}.")
            : null;
    }

    /// <summary>Whether a mail can be sent there, as far as its form goes.</summary>
    public static bool IsAddress(string text) =>
        text.Length is > 2 and <= LongestAddress && !text.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '<' or '>')
        && MailAddress.TryCreate(text, out var parsed) && parsed.Address == text;

    private static List<Mailbox> Distinct(IReadOnlyList<Mailbox> boxes, IReadOnlyList<Mailbox> before)
    {
        var taken = before.Select(static box => box.Key).ToHashSet();
        return [.. boxes.GroupBy(static box => box.Key).Where(same => !taken.Contains(same.Key))
            .Select(static same => same.First() with { Name = same.Select(static box => box.Name).FirstOrDefault(static name => !string.IsNullOrWhiteSpace(name)) })];
    }
}

/// <summary>Why a mail cannot go to somebody.</summary>
/// <param name="Field"><c>to</c>, <c>cc</c> or <c>bcc</c>.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Text">For people.</param>
public sealed record RecipientProblem(string Field, RecipientFault Fault, string Text);

/// <summary>What is wrong with recipients.</summary>
public enum RecipientFault
{
    /// <summary>Not an address.</summary>
    NoAddress,
    /// <summary>An address of Hub itself.</summary>
    Own,
    /// <summary>Nobody in To.</summary>
    Nobody,
    /// <summary>More than a mail may have.</summary>
    TooMany,
}
