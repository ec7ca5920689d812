using Hub.Core.Agents;
using Hub.Core.Storage;

namespace Hub.Core.Contacts;

/// <summary>A widget session: who holds the visitor token, and the ticket it talks in.</summary>
public sealed record Visitor : Document<Visitor>, IDocument<Visitor>
{
    /// <summary>The chat inbox it came through.</summary>
    public required InboxId Inbox { get; init; }

    /// <summary>Lower-case hex SHA-256 of the visitor token (128 random bits).</summary>
    public required string TokenHash { get; init; }

    /// <summary>Set with the first message.</summary>
    public ContactId? Contact { get; init; }

    /// <summary>The tickets it talks in, the present one last; empty until the first message.</summary>
    public IReadOnlyList<VisitorLine> Lines { get; init; } = [];

    /// <summary>The ticket it talks in; null until the first message.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TicketId? Ticket => Line?.Ticket;

    /// <summary>The present line; null until the first message.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public VisitorLine? Line => Lines.Count == 0 ? null : Lines[^1];

    /// <summary>What the visitor or the site said; null when unknown.</summary>
    public string? Name { get; init; }

    /// <summary>What the visitor or the site said; null when unknown.</summary>
    public string? Email { get; init; }

    /// <summary>Language of the browser.</summary>
    public string? Language { get; init; }

    /// <summary>Page the visitor was on at the last start.</summary>
    public string? PageUrl { get; init; }

    /// <summary>Its title.</summary>
    public string? PageTitle { get; init; }

    /// <summary>When first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Visitor> Kind { get; } = new("visitor", "vis")
    {
        Keys = static visitor => [KeyOf(visitor.TokenHash)],
    };

    /// <summary>The key of a visitor token's hash (see <see cref="ApiToken.HashOf"/>).</summary>
    public static UniqueKey KeyOf(string tokenHash) => new("visitor-token", tokenHash);
}
