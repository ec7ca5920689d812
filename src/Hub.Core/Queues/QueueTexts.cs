using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Core.Queues;

/// <summary>For what a text of a queue is filled.</summary>
/// <param name="Directory">Queues and their settings.</param>
/// <param name="Queue">The ticket's queue.</param>
/// <param name="Inbox">The account it goes out by.</param>
/// <param name="Number">The ticket's number.</param>
/// <param name="Language">The customer's, as a tag; null when unknown.</param>
/// <param name="Now">Decides whether the queue is at work.</param>
public sealed record TextOccasion(DirectorySnapshot Directory, QueueId Queue, Inbox? Inbox, string Number, string? Language, DateTimeOffset Now)
{
    /// <summary>Who writes; null for Hub itself.</summary>
    public string? AgentName { get; init; }
}

/// <summary>The texts that queues have of their own: receipts and signatures, by language. The values they may show are Hub's own;
/// nothing of what a customer wrote is among them, because a forged sender would make Hub carry it to a third person.</summary>
public sealed class QueueTexts(ITextTemplates templates, TicketTag tag)
{
    private const string BetweenLanguages = "\n\n---\n\n";

    /// <summary>All values a text may name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["ticket.number", "ticket.tag", "queue.name", "inbox.name", "team.name", "team.address", "agent.name", "hours", "is_open", "language"];

    /// <summary>The receipt of a queue; null when it, and the queues above it, leave that to the inbox. To somebody whose language is
    /// not known it speaks every language it has.</summary>
    public string? Receipt(TextOccasion occasion)
    {
        var settings = occasion.Directory.SettingsOf(occasion.Queue);
        if (LanguageTexts.Find(settings.Receipts, occasion.Language) is { } found)
        {
            return Fill(found.Value, found.Key, occasion);
        }
        if (settings.ReceiptText is { } forAll)
        {
            return Fill(forAll, occasion.Language, occasion);
        }
        return occasion.Language is null && settings.Receipts is { } all
            ? string.Join(BetweenLanguages, LanguageTexts.InOrder(all).Select(pair => Fill(pair.Value, pair.Key, occasion)))
            : null;
    }

    /// <summary>The signature of a queue; null when it, and the queues above it, leave that to the inbox.</summary>
    public string? Signature(TextOccasion occasion)
    {
        var settings = occasion.Directory.SettingsOf(occasion.Queue);
        return LanguageTexts.Find(settings.Signatures, occasion.Language) is { } found ? Fill(found.Value, found.Key, occasion)
            : settings.Signature is { } forAll ? Fill(forAll, occasion.Language, occasion)
            : null;
    }

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public TemplateProblem? Check(string text) => templates.Check(text, Names);

    /// <summary>A text with the values of an occasion.</summary>
    /// <param name="text">One that <see cref="Check"/> found good. <c>{number}</c> is the ticket's number as well, as it was before
    /// texts were templates.</param>
    /// <param name="language">Of the text; null when it is for all.</param>
    /// <param name="occasion">The values.</param>
    public string Fill(string text, string? language, TextOccasion occasion)
    {
        var settings = occasion.Directory.SettingsOf(occasion.Queue);
        return templates.Fill(text, new Dictionary<string, object?>
        {
            ["ticket.number"] = occasion.Number,
            ["ticket.tag"] = tag.Of(occasion.Number),
            ["queue.name"] = occasion.Directory.NameOf(occasion.Queue),
            ["inbox.name"] = occasion.Inbox?.Name,
            ["team.name"] = settings.SenderName ?? occasion.Inbox?.Email?.SenderName ?? occasion.Inbox?.Name,
            ["team.address"] = settings.Address ?? occasion.Inbox?.Email?.Address,
            ["agent.name"] = occasion.AgentName,
            ["hours"] = HoursText.Of(settings.WorkingHours, language),
            ["is_open"] = settings.WorkingHours?.IncludesInstant(occasion.Now) ?? true,
            ["language"] = language ?? occasion.Language,
        }).Replace("{number}", occasion.Number, StringComparison.Ordinal);
    }
}
