using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>What a visitor sends.</summary>
/// <param name="ClientId">Chosen by the visitor's browser; the same again answers the same.</param>
/// <param name="Text">Plain text, at most 8,000 characters; may be empty when files are attached.</param>
public sealed record ChatMessage(string ClientId, string Text)
{
    /// <summary>Longest text, in UTF-16 units.</summary>
    public const int LongestText = 8_000;

    /// <summary>Files this visitor uploaded before; at most 10.</summary>
    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>What the visitor wrote into the form before the first message; null for nothing.</summary>
    public VisitorIdentity? Prechat { get; init; }
}

/// <summary>What a visitor or the site says of the visitor; never verified.</summary>
/// <param name="Name">Display name, or null.</param>
/// <param name="Email">Address, or null.</param>
public sealed record VisitorIdentity(string? Name, string? Email)
{
    private const int Longest = 200;

    /// <summary>Trimmed and cut to 200 characters; an address without '@' and blank values become null.</summary>
    public VisitorIdentity Clean() => new(Clean(Name), Clean(Email) is { } email && email.Contains('@', StringComparison.Ordinal) ? email : null);

    private static string? Clean(string? text)
    {
        var trimmed = text?.Trim().ReplaceLineEndings(" ");
        return string.IsNullOrEmpty(trimmed) ? null : trimmed.Length <= Longest ? trimmed : trimmed[..Longest];
    }
}

/// <summary>How a visitor's message ended.</summary>
public abstract record ChatOutcome
{
    private ChatOutcome()
    {
    }

    /// <summary>It stands in the thread, durable; a repeat answers the same.</summary>
    /// <param name="Visitor">The session as it is now.</param>
    /// <param name="Number">Ticket number.</param>
    /// <param name="Seq">The visitor's number of the entry.</param>
    /// <param name="At">When it was stored.</param>
    public sealed record Accepted(Visitor Visitor, string Number, long Seq, DateTimeOffset At) : ChatOutcome;

    /// <summary>The text is longer than <see cref="ChatMessage.LongestText"/>.</summary>
    public sealed record TooLong : ChatOutcome;

    /// <summary>Something about the message is wrong; it cannot succeed unchanged.</summary>
    public sealed record Invalid(string Field, string Text) : ChatOutcome;

    /// <summary>The session or its inbox is no longer there.</summary>
    public sealed record Gone : ChatOutcome;
}
