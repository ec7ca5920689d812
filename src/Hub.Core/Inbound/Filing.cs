using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>A message on its way into a thread.</summary>
/// <param name="Message">As read.</param>
/// <param name="Inbox">Where it arrived.</param>
public sealed record Filing(InboundMessage Message, Inbox Inbox)
{
    /// <summary>Its durable row, settled in the commit that files it; null for what came without one.</summary>
    public Intake? Intake { get; init; }

    /// <summary>Files uploaded ahead of it.</summary>
    public IReadOnlyList<Attachment> Uploads { get; init; } = [];

    /// <summary>Where a person wants it who released it from the tray; null leaves it to the rules.</summary>
    public Release? Release { get; init; }
}

/// <summary>A person's decision about a message in the tray.</summary>
/// <param name="Into">The ticket it belongs to; null for a new one.</param>
/// <param name="By">Who decided.</param>
public sealed record Release(Ticket? Into, Actor By);
