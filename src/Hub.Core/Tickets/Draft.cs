using Hub.Core.Attachments;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>What an agent has typed and not sent: one per ticket, agent and mode, so that it is there on any device.</summary>
public sealed record Draft : Document<Draft>, IDocument<Draft>
{
    /// <summary>The ticket.</summary>
    public required TicketId Ticket { get; init; }

    /// <summary>Whose.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>Reply or note.</summary>
    public required MessageKind Mode { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Files already uploaded.</summary>
    public IReadOnlyList<AttachmentRef> Attachments { get; init; } = [];

    /// <summary>Mail recipients as chosen, also such that are no addresses yet; null when none were.</summary>
    public MailRecipients? Recipients { get; init; }

    /// <summary>Caret position in UTF-16 units.</summary>
    public int Caret { get; init; }

    /// <summary>Counts the writer's keystrokes, so that an older save never replaces a newer one.</summary>
    public long Revision { get; init; }

    /// <summary>When saved.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Draft> Kind { get; } = new("draft", "drf");

    /// <summary>The one id for a ticket, agent and mode.</summary>
    public static DocId<Draft> IdOf(TicketId ticket, AgentId agent, MessageKind mode) =>
        new($"drf_{ticket.Value}-{agent.Value}-{(mode == MessageKind.Note ? "note" : "reply")}");
}
