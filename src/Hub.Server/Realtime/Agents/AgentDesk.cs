using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Realtime.Agents;

/// <summary>What a connection has open: begins, keeps and ends it.</summary>
internal sealed class AgentDesk(
    LiveTickets live, ThreadReader reader, TicketFeed feed, IPresence presence, LockTicket locks, ChangePreferences preferences,
    HubDirectory directory, TicketShapes shapes, TimeProvider clock)
{
    private const int MostTickets = 100;
    private const int MostViews = 20;
    private const int PageSize = 50;
    private const int MostEntries = 200;

    /// <summary>The API token that a request has proven itself by, or null.</summary>
    public static string? TokenOf(HttpContext http) =>
        http.User.Identities.Any(static identity => identity.AuthenticationType == Schemes.Token) ? BearerOf(http.Request) : null;

    /// <summary>What stands in the header, or null.</summary>
    public static string? BearerOf(HttpRequest request)
    {
        const string prefix = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..].Trim() : null;
    }

    public async Task<WatchAnswer> WatchAsync(AgentSession session, Ticket ticket, long? rev)
    {
        if (session.Tickets.TryGetValue(ticket.Id, out var before))
        {
            await UnwatchAsync(session, before);
        }
        else if (session.Tickets.Count >= MostTickets)
        {
            throw HubFault.Invalid($"A connection watches at most {MostTickets} tickets.");
        }
        var watched = new WatchedTicket(session, ticket.Number, presence, shapes) { Lost = lost => _ = UnwatchAsync(session, lost) };
        var opened = rev is { } from
            ? await ResumeAsync(session, watched, ticket, from)
            : await live.OpenThreadAsync(ticket.Id, MostEntries, session.Access, watched.TellAsync, session.Ended);
        if (opened is null)
        {
            throw HubFault.Of("not-found", "There is no such ticket, or you may not see it.");
        }
        watched.Begin(opened.Follower, opened.Header, feed);
        session.Tickets[ticket.Id] = watched;
        await watched.ShowAsync(session.Ended);
        feed.Publish(new FeedEvent.ViewersChanged(ticket.Id));
        return new WatchAnswer(
            await shapes.OfAsync(opened.Entries, opened.Header, session.Access, session.Ended), opened.Follower.Rev,
            await shapes.OfAsync(opened.Header, session.Access, session.Ended),
            [.. (await presence.ViewersAsync(ticket.Id, session.Ended)).Select(ViewerShape.Of)], opened.HasOlder);
    }

    /// <summary>Ends a watch. Not awaited by the watched ticket's own follower.</summary>
    public async Task UnwatchAsync(AgentSession session, WatchedTicket watched)
    {
        if (session.Tickets.TryRemove(KeyValuePair.Create(watched.Ticket, watched)))
        {
            await watched.DisposeAsync();
            feed.Publish(new FeedEvent.ViewersChanged(watched.Ticket));
        }
    }

    public async Task<ViewAnswer> WatchViewAsync(AgentSession session, string name, string? cursor)
    {
        if (session.Views.TryGetValue(name, out var known))
        {
            var shown = int.TryParse(cursor, out var count) ? Math.Clamp(count, 0, LiveView.MostRows) : 0;
            if (shown > 0 && known.Live.Rows.Count <= shown)
            {
                await known.Live.LoadMoreAsync(session.Ended);
            }
            return await known.AnswerAsync(shown);
        }
        if (WatchedView.Find(name, session.Access, directory.Current, clock.GetUtcNow()) is not { } view || session.Views.Count >= MostViews)
        {
            throw HubFault.Invalid($"view is one of {string.Join(", ", TicketViews.Names)} queue:ID or the id of a view; at most {MostViews} at once.");
        }
        var watched = new WatchedView(session, name, shapes);
        watched.Begin(await live.OpenAsync(view, session.Access, PageSize, watched.TellAsync, session.Ended));
        session.Views[name] = watched;
        return await watched.AnswerAsync(0);
    }

    /// <summary>Tells colleagues and (in reply mode) the visitor, and keeps the lock of a working agent.</summary>
    public async Task TypeAsync(AgentSession session, WatchedTicket watched, ViewerMode mode)
    {
        var isNew = watched.Mode != mode;
        watched.Mode = mode;
        feed.Publish(new FeedEvent.TypingChanged(watched.Ticket, FromVisitor: false, session.Agent.Value, session.Access.Name, mode));
        if (isNew)
        {
            await watched.ShowAsync(session.Ended);
            feed.Publish(new FeedEvent.ViewersChanged(watched.Ticket));
        }
        if (session.Locks.TryGetValue(watched.Ticket, out var held))
        {
            session.Locks[watched.Ticket] = held with { UsedAt = clock.GetUtcNow() };
            await locks.RenewAsync(watched.Ticket, held.Token, session.Ended);
        }
    }

    /// <summary>Remembers a lock that this connection keeps alive.</summary>
    public LockResponse Keep(AgentSession session, (TicketId Ticket, TicketLock Lock) taken)
    {
        session.Locks[taken.Ticket] = new HeldLock(taken.Lock.Token, clock.GetUtcNow());
        return LockResponse.Of(taken.Lock)!;
    }

    public async Task ChooseAsync(AgentSession session, Availability availability)
    {
        if (availability == Availability.Offline
            || await preferences.HandleAsync(new PreferencesCommand { Availability = availability }, session.Agent, session.Ended) is null)
        {
            throw HubFault.Invalid("state is online, busy or away.");
        }
        await presence.BeatAsync(session.Agent, session.Id, availability, session.Ended);
        feed.Publish(new FeedEvent.PresenceChanged());
    }

    /// <summary>The connection has ended: nothing of it stays.</summary>
    public async Task LeaveAsync(AgentSession session)
    {
        foreach (var watched in session.Tickets.Values)
        {
            if (watched.Mode != ViewerMode.Viewing)
            {
                feed.Publish(new FeedEvent.TypingChanged(
                    watched.Ticket, FromVisitor: false, session.Agent.Value, session.Access.Name, ViewerMode.Viewing));
            }
            await UnwatchAsync(session, watched);
        }
        foreach (var view in session.Views.Values)
        {
            await view.DisposeAsync();
        }
        foreach (var ticket in session.Locks.Keys)
        {
            await locks.ReleaseAsync(ticket, session.Access, CancellationToken.None);
        }
        await presence.LeaveAsync(session.Agent, session.Id, CancellationToken.None);
        feed.Publish(new FeedEvent.PresenceChanged());
    }

    private async Task<OpenedThread?> ResumeAsync(AgentSession session, WatchedTicket watched, Ticket header, long rev)
    {
        var page = await reader.ChangesAsync(header, Math.Max(0, rev), MostEntries, session.Ended);
        // What a page cannot hold is told as events, from where the page ends.
        var last = page.Items.Count > 0 ? page.Items[^1].Rev : rev;
        var known = page.HasMore ? last : Math.Max(last, header.LastRev);
        var follower = await live.FollowAsync(header.Id, known, session.Access, watched.TellAsync, session.Ended);
        return follower is null ? null : new OpenedThread(header, page.Items, HasOlder: false, follower);
    }
}
