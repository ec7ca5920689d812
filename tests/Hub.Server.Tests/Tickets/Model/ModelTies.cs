using Hub.Core.Tickets;

namespace Hub.Server.Tests.Tickets.Model;

/// <summary>Merging, separating and moving in the model.</summary>
internal static class ModelTies
{
    public static LinkType Opposite(LinkType type) => type switch
    {
        LinkType.Parent => LinkType.Child,
        LinkType.Child => LinkType.Parent,
        _ => LinkType.Related,
    };

    public static void Merge(ModelEdit edit, ModelTicket from, ModelTicket into)
    {
        var links = from.Links.Where(link => !into.Links.Contains(link) && link.Ticket != into.Id).Distinct().ToList();
        edit.Set(from.Id, now => now with
        {
            State = TicketState.Merged,
            MergedInto = into.Id,
            Lock = null,
            IsWaiting = false,
            Trace = new ModelTrace(from.State, from.IsWaiting, [.. links]),
        });
        var opens = (from.IsActive && into.IsClosed) || (from.IsWaiting && into.State == TicketState.Pending);
        edit.Set(into.Id, now => now with
        {
            State = opens ? TicketState.Open : now.State,
            IsWaiting = now.IsWaiting || from.IsWaiting,
            Links = now.Links.AddRange(links),
            Members = now.Members.Add(from.Id).AddRange(from.Members),
        });
    }

    public static void Unmerge(ModelEdit edit, ModelDesk desk, ModelTicket from, ModelTicket into)
    {
        var trace = from.Trace!;
        var staysClosed = trace.State == TicketState.Closed && !desk.EndsOf(from.Linked(LinkType.Child)).Any(static child => child.IsActive);
        edit.Set(from.Id, now => now with
        {
            State = trace.State == TicketState.Closed && !staysClosed ? TicketState.Open : trace.State,
            MergedInto = null,
            Trace = null,
            IsWaiting = trace.IsWaiting,
            Links = now.Links.RemoveAll(link => trace.Links.Contains(link) && !into.Links.Contains(link)),
        });
        edit.Set(into.Id, now => now with
        {
            Links = [.. now.Links.Except(trace.Links)],
            Members = now.Members.RemoveAll(member => member == from.Id || from.Members.Contains(member)),
        });
    }

    /// <summary>The entry counts in the other ticket from now on.</summary>
    public static void Move(ModelEdit edit, ModelTicket from, TicketId to, long seq)
    {
        var entry = from.Entries.Single(entry => entry.Seq == seq);
        var isWaiting = edit[to].IsWaiting || (entry is { IsPublic: true, IsIn: true } && from.IsWaiting);
        edit.Set(from.Id, now => now with { Entries = now.Entries.Replace(entry, entry with { MovedTo = to }) });
        edit.Add(to, entry.Text, entry.IsPublic, entry.IsIn, entry.Author);
        edit.Set(to, now => now with { IsWaiting = isWaiting });
    }
}
