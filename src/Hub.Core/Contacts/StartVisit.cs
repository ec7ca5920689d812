using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Contacts;

/// <summary>A widget that connects.</summary>
/// <param name="Inbox">The chat inbox its frame was served for.</param>
public sealed record VisitCommand(InboxId Inbox)
{
    /// <summary>What an earlier start answered; null for a first visit.</summary>
    public string? Token { get; init; }

    /// <summary>What the site says of its visitor; null leaves what is known.</summary>
    public VisitorIdentity? Identity { get; init; }

    /// <summary>Language of the browser, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Page the visitor is on, or null.</summary>
    public string? PageUrl { get; init; }

    /// <summary>Its title, or null.</summary>
    public string? PageTitle { get; init; }
}

/// <summary>How a start ended.</summary>
public abstract record VisitOutcome
{
    private VisitOutcome()
    {
    }

    /// <summary>The session, and the token that stands for it.</summary>
    public sealed record Started(Visitor Visitor, string Token) : VisitOutcome;

    /// <summary>The token belongs to no session of this inbox.</summary>
    public sealed record UnknownVisitor : VisitOutcome;
}

/// <summary>Begins or resumes a widget session.</summary>
public sealed class StartVisit(IHubStore store, TimeProvider clock)
{
    private const int TokenBytes = 16;
    private const int LongestText = 500;
    private const int LongestLanguage = 35;

    /// <summary>Handles the command.</summary>
    public async ValueTask<VisitOutcome> HandleAsync(VisitCommand command, CancellationToken ct)
    {
        if (command.Token is null)
        {
            return await BeginAsync(command, ct);
        }
        if (await FindAsync(command.Token, ct) is not { } known || known.Inbox != command.Inbox)
        {
            return new VisitOutcome.UnknownVisitor();
        }
        var next = Told(known, command);
        if (next == known)
        {
            return new VisitOutcome.Started(known, command.Token);
        }
        // A lost race means that another tab has just told something newer.
        return await store.CommitAsync(new ChangeSet().Replace(known, next), ct) is CommitOutcome.Committed
            ? new VisitOutcome.Started(next with { Version = known.Version + 1 }, command.Token)
            : new VisitOutcome.Started(await store.FindAsync(known.Id, ct) ?? known, command.Token);
    }

    /// <summary>The session a token stands for, or null.</summary>
    public async ValueTask<Visitor?> FindAsync(string token, CancellationToken ct) =>
        token.Length is > 0 and <= 100 && await store.ResolveAsync(Visitor.KeyOf(ApiToken.HashOf(token)), ct) is { } holder
            ? await store.FindAsync(new DocId<Visitor>(holder.Key), ct)
            : null;

    private async ValueTask<VisitOutcome> BeginAsync(VisitCommand command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var visitor = Told(new Visitor
        {
            Id = DocId<Visitor>.New(now),
            Inbox = command.Inbox,
            TokenHash = ApiToken.HashOf(token),
            CreatedAt = now,
        }, command);
        return await store.CommitAsync(new ChangeSet().Insert(visitor), ct) is CommitOutcome.Committed
            ? new VisitOutcome.Started(visitor with { Version = 1 }, token)
            : throw new InvalidOperationException("A new visitor token was taken.");
    }

    private static Visitor Told(Visitor visitor, VisitCommand command)
    {
        var identity = command.Identity?.Clean();
        return visitor with
        {
            Name = identity?.Name ?? visitor.Name,
            Email = identity?.Email ?? visitor.Email,
            Language = Cut(command.Language, LongestLanguage) ?? visitor.Language,
            PageUrl = Cut(command.PageUrl, LongestText) ?? visitor.PageUrl,
            PageTitle = Cut(command.PageTitle, LongestText) ?? visitor.PageTitle,
        };
    }

    private static string? Cut(string? text, int length) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Length <= length ? text : text[..length];
}
