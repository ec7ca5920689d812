using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Entries that count in another ticket from now on: copies there with their origin, marks here. Nothing is taken away, so
/// nothing can be lost.</summary>
public sealed class EntryCopies(IHubStore store)
{
    private const int MostEntries = 100;

    /// <summary>The messages and notes of the numbers given, with their files; a refusal when one cannot be moved.</summary>
    public async ValueTask<(TicketOutcome? Refusal, IReadOnlyList<Message> Entries, IReadOnlyDictionary<string, Attachment> Files)> FindAsync(
        Ticket ticket, IReadOnlyList<long> seqs, CancellationToken ct)
    {
        var none = new Dictionary<string, Attachment>();
        if (seqs.Count is 0 or > MostEntries)
        {
            return (new TicketOutcome.Invalid("seqs", $"Between 1 and {MostEntries} entries."), [], none);
        }
        var wanted = Message.Fields.Ticket.Is(ticket.Id.Value).And(Message.Fields.Seq.InNumbers(seqs.Distinct()));
        var page = await store.ListAsync(new View<Message>(wanted, Message.Fields.Seq), new PageRequest(MostEntries), ct);
        if (page.Items.Count != seqs.Distinct().Count() || page.Items.Any(static entry => entry.MessageKind == MessageKind.Activity))
        {
            return (new TicketOutcome.Invalid("seqs", "Each is the number of a message or note of this ticket."), [], none);
        }
        if (page.Items.FirstOrDefault(static entry => entry.MovedTo is not null) is { } moved)
        {
            return (new TicketOutcome.Refused("already-moved", $"Entry {moved.Seq} counts in ticket {moved.MovedTo!.Ticket} already."), [], none);
        }
        var ids = page.Items.SelectMany(static entry => entry.Attachments).Select(static file => file.Id).Distinct().ToList();
        var files = ids.Count == 0 ? [] : await store.FindManyAsync(ids, ct);
        return (null, page.Items, files.ToDictionary(static file => file.Id.Value));
    }

    /// <summary>Entries of a ticket that were copied to, or came from, another one.</summary>
    public async ValueTask<IReadOnlyList<Message>> BetweenAsync(Ticket ticket, Func<Message, bool> isMeant, CancellationToken ct)
    {
        var found = new List<Message>();
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(
                new View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq), new PageRequest(1000, after), ct);
            found.AddRange(page.Items.Where(isMeant));
            after = page.Next;
        }
        while (after is not null);
        return found;
    }

    /// <summary>Adds the copies to the target and marks the originals. Files come along as documents of the target over the same bytes.</summary>
    public static IReadOnlyList<Attachment> Copy(
        TicketEdit source, TicketEdit target, IReadOnlyList<Message> entries, IReadOnlyDictionary<string, Attachment> files)
    {
        var copied = new List<Attachment>();
        var waitingSince = target.Ticket.WaitingSince
            ?? (entries.Any(static entry => entry is { MessageKind: MessageKind.Public, Direction: Direction.In }) ? source.Ticket.WaitingSince : null);
        foreach (var entry in entries)
        {
            var fresh = entry.Attachments.Where(file => files.ContainsKey(file.Id.Value)).Select(file =>
            {
                var copy = files[file.Id.Value] with { Id = DocId<Attachment>.New(target.Now), Ticket = target.Ticket.Id, Version = 0 };
                copied.Add(copy);
                return file with { Id = copy.Id };
            }).ToList();
            var added = target.Add(entry with
            {
                Id = MessageId.New(target.Now),
                Version = 0,
                ClientId = null,
                ExternalKey = null,
                Mail = entry.Mail is { } mail ? mail with { MessageIdKey = null } : null,
                // What is still being sent is sent as the original; its state is kept there.
                Delivery = entry.Delivery is { State: DeliveryState.Pending } ? null : entry.Delivery,
                Attachments = fresh,
                Origin = new Origin(source.Ticket.Number, entry.Seq),
                MovedTo = null,
            });
            source.Update(entry, before => before with { MovedTo = new Origin(target.Ticket.Number, added.Seq) });
        }
        target.Set(ticket => ticket with { WaitingSince = waitingSince });
        return copied;
    }

    /// <summary>Lets the originals count again in place of their copies.</summary>
    public static void TakeBack(TicketEdit source, TicketEdit target, IReadOnlyList<Message> originals, IReadOnlyList<Message> copies)
    {
        foreach (var original in originals)
        {
            source.Update(original, static before => before with { MovedTo = null });
        }
        foreach (var copy in copies)
        {
            target.Update(copy, before => before with { MovedTo = new Origin(source.Ticket.Number, before.Origin!.Seq) });
        }
    }
}
