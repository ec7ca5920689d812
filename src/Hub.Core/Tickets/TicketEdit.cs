using Hub.Core.Inboxes;
using Hub.Core.Outbound;

namespace Hub.Core.Tickets;

/// <summary>A decision about one ticket in the making: the header as it will be, entries added, entries changed, work to send.
/// Rules fill it; nothing happens until <see cref="ThreadWriter"/> commits it.</summary>
public sealed class TicketEdit
{
    private const int PreviewLength = 160;
    private readonly List<Message> _added = [];
    private readonly List<(Message Before, Message After)> _changed = [];
    private readonly List<OutboxEntry> _outbox = [];

    /// <summary>Begins with the ticket as read; <paramref name="isNew"/> for one that is not stored yet (version 0).</summary>
    public TicketEdit(Ticket ticket, DateTimeOffset now, bool isNew = false)
    {
        Before = ticket;
        Now = now;
        IsNew = isNew;
        Ticket = ticket with { Version = ticket.Version + 1 };
    }

    /// <summary>The ticket as read.</summary>
    public Ticket Before { get; }

    /// <summary>The instant of the decision.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether the ticket comes into being.</summary>
    public bool IsNew { get; }

    /// <summary>The ticket as it will be stored.</summary>
    public Ticket Ticket { get; private set; }

    /// <summary>New entries in order.</summary>
    public IReadOnlyList<Message> Added => _added;

    /// <summary>Entries whose state changed.</summary>
    public IReadOnlyList<(Message Before, Message After)> Changed => _changed;

    /// <summary>Work to send.</summary>
    public IReadOnlyList<OutboxEntry> Outbox => _outbox;

    /// <summary>Whether there is anything to store.</summary>
    public bool IsEmpty => !IsNew && _added.Count == 0 && _changed.Count == 0 && Ticket with { Version = Before.Version } == Before;

    /// <summary>Adds an entry: gives it its numbers and brings the header up to date.</summary>
    public Message Add(Message entry)
    {
        var isPublic = entry.MessageKind == MessageKind.Public;
        var numbered = entry with
        {
            Ticket = Ticket.Id,
            Seq = Ticket.LastSeq + 1,
            Rev = Ticket.LastRev + 1,
            PublicSeq = isPublic ? Ticket.LastPublicSeq + 1 : null,
            PublicRev = isPublic ? Ticket.LastPublicRev + 1 : null,
        };
        Ticket = Ticket with { LastSeq = numbered.Seq, LastRev = numbered.Rev, UpdatedAt = Now };
        if (numbered.MessageKind != MessageKind.Activity)
        {
            Ticket = Ticket with { LastActivityAt = Now, Preview = PreviewOf(numbered) };
        }
        if (isPublic)
        {
            Ticket = Ticket with
            {
                LastPublicSeq = numbered.PublicSeq!.Value,
                LastPublicRev = numbered.PublicRev!.Value,
                PublicTail = [new PublicTail(numbered.Seq, numbered.Author),
                    .. Ticket.PublicTail.Where(tail => !tail.Author.IsSame(numbered.Author)).Take(1)],
                Channels = Ticket.Channels.Contains(numbered.Channel) ? Ticket.Channels : [.. Ticket.Channels, numbered.Channel],
                WaitingSince = numbered.Direction == Direction.Out ? null : Ticket.WaitingSince ?? Now,
            };
        }
        _added.Add(numbered);
        return numbered;
    }

    /// <summary>Adds the activity entry of a change.</summary>
    public Message Record(string what, string? from, string? to, Actor by, string? because = null) =>
        Record(new Change(what, from, to, by, because));

    /// <summary>Adds the activity entry of a change.</summary>
    public Message Record(Change change) => Add(new Message
    {
        Id = MessageId.New(Now),
        MessageKind = MessageKind.Activity,
        Direction = Direction.Out,
        Channel = ChannelKind.Internal,
        Author = change.By,
        CreatedAt = Now,
        OccurredAt = Now,
        Change = change,
    });

    /// <summary>Changes the state of an entry and gives it a new revision. Its content stays.</summary>
    public Message Update(Message before, Func<Message, Message> change)
    {
        var after = change(before) with
        {
            Rev = Ticket.LastRev + 1,
            PublicRev = before.PublicSeq is null ? null : Ticket.LastPublicRev + 1,
            Version = before.Version + 1,
        };
        Ticket = Ticket with { LastRev = after.Rev, LastPublicRev = after.PublicRev ?? Ticket.LastPublicRev, UpdatedAt = Now };
        _changed.Add((before, after));
        return after;
    }

    /// <summary>Changes the header.</summary>
    public void Set(Func<Ticket, Ticket> change) => Ticket = change(Ticket) with { UpdatedAt = Now };

    /// <summary>Adds work to send.</summary>
    public void Enqueue(OutboxEntry entry) => _outbox.Add(entry);

    private static string PreviewOf(Message message)
    {
        var text = message.VisibleText ?? message.Text;
        if (text.Length == 0 && message.Attachments.Count > 0)
        {
            text = message.Attachments[0].Name;
        }
        var line = string.Join(' ', text.AsSpan(0, Math.Min(text.Length, 4 * PreviewLength)).ToString()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= PreviewLength ? line : string.Concat(line.AsSpan(0, PreviewLength - 1), "…");
    }
}
