using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime.Visitors;

/// <summary>The widget's line to Hub; see docs/protocol.md. Calls of a connection run one after the other.</summary>
internal sealed class VisitorHub(
    VisitorFeed visitors, FrameTickets frames, StartVisit start, ReceiveChatMessage receive, VisitorThread thread, VisitorSeen seen,
    EndChat end, TicketFeed feed, VisitorLimits limits, InboxAvailability availability, VisitorView view, Admission admission, ILogger<Outlet> log) : Microsoft.AspNetCore.SignalR.Hub
{
    private const int MostEntries = 200;
    private static readonly object SessionKey = new();

    private VisitorSession Session => (VisitorSession)Context.Items[SessionKey]!;

    private CancellationToken Ended => Context.ConnectionAborted;

    public override Task OnConnectedAsync()
    {
        var session = new VisitorSession(
            new Outlet(Clients.Caller, Context, limits.Each.WaitingEvents, log), view, limits.NewBucket(), ClientAddress.Of(Context.GetHttpContext()));
        Context.Items[SessionKey] = session;
        visitors.Add(session);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.TryGetValue(SessionKey, out var item) && item is VisitorSession session)
        {
            TellTyping(session, isOn: false);
            visitors.Remove(session);
        }
        return Task.CompletedTask;
    }

    public async Task<StartAnswer> Start(StartRequest? request)
    {
        using var starting = admission.Start();
        var session = Take();
        if (await frames.FindInboxAsync(request?.Inbox, Ended) is not { Chat: { } chat } inbox)
        {
            throw HubFault.Of("inbox-unknown", "There is no such chat.");
        }
        if (!frames.IsValid(request!.FrameTicket, inbox))
        {
            throw HubFault.Of("frame-ticket-invalid", "Fetch the frame again.");
        }
        if (string.IsNullOrEmpty(request.VisitorToken))
        {
            await limits.TakeVisitorAsync(session.Address, Ended);
        }
        var outcome = await start.HandleAsync(
            new VisitCommand(inbox.Id)
            {
                Token = string.IsNullOrEmpty(request.VisitorToken) ? null : request.VisitorToken,
                Identity = request.Identity,
                Language = request.Language,
                PageUrl = request.Page?.Url,
                PageTitle = request.Page?.Title,
            }, Ended);
        if (outcome is not VisitOutcome.Started started)
        {
            throw HubFault.Of("visitor-unknown", "Start without a token.");
        }
        // Watched before it is read: what comes in between is told twice rather than not at all.
        visitors.Begin(session, started.Visitor);
        var (rev, ticket) = await thread.NowAsync(started.Visitor, Ended);
        session.Told(ticket, rev);
        return new StartAnswer(
            started.Token, ticket is null ? null : view.TicketOf(ticket), rev,
            WidgetSettings.Of(inbox, chat, limits.Each.FileBytes), new AvailabilityShape(availability.StateOf(inbox.Id)));
    }

    public async Task<SendAnswer> Send(SendRequest? request)
    {
        var session = Started();
        if (session.Visitor!.Ticket is null)
        {
            await limits.TakeVisitorAsync(session.Address, Ended);
        }
        var outcome = await receive.HandleAsync(Read(request), session.Visitor, CancellationToken.None);
        switch (outcome)
        {
            case ChatOutcome.Accepted accepted:
                visitors.Advance(session, accepted.Visitor, accepted.Number);
                return new SendAnswer(accepted.Seq, accepted.Number, accepted.At);
            case ChatOutcome.TooLong:
                throw HubFault.Of("too-long", $"A message has at most {ChatMessage.LongestText} characters.");
            case ChatOutcome.Invalid invalid:
                throw HubFault.Invalid(invalid.Text);
            case ChatOutcome.Gone:
                throw HubFault.Of("inbox-unknown", "This chat is no longer there.");
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}.");
        }
    }

    public async Task<AfterAnswer> After(AfterRequest? request)
    {
        var session = Started();
        var page = await thread.AfterAsync(session.Visitor!, Math.Max(0, request?.PublicRev ?? 0), MostEntries, Ended);
        return new AfterAnswer([.. page.Entries.Select(entry => view.EntryOf(session.Inbox, entry))], page.Rev, page.HasMore);
    }

    public void Typing(TypingRequest? request)
    {
        var session = Started();
        TellTyping(session, request?.On ?? false);
    }

    public Task Received(SeenRequest? request) => seen.TellAsync(Started(), request?.PublicSeq ?? 0, isRead: false, Ended);

    public Task Read(SeenRequest? request) => seen.TellAsync(Started(), request?.PublicSeq ?? 0, isRead: true, Ended);

    public async Task End(EndRequest? request)
    {
        _ = request;
        await end.HandleAsync(Started().Visitor!, Ended);
    }

    private static ChatMessage Read(SendRequest? request)
    {
        var files = new List<DocId<Attachment>>();
        foreach (var text in request?.Attachments ?? [])
        {
            files.Add(DocId<Attachment>.TryParse(text, out var id) ? id : throw HubFault.Invalid("There is no such file."));
        }
        return new ChatMessage(request?.ClientId ?? "", request?.Text ?? "") { Attachments = files, Prechat = request?.Prechat };
    }

    private void TellTyping(VisitorSession session, bool isOn)
    {
        if (session.Visitor is { Ticket: { } ticket } visitor && (isOn || session.IsTyping))
        {
            session.IsTyping = isOn;
            feed.Publish(new FeedEvent.TypingChanged(
                ticket, FromVisitor: true, visitor.Id.Value, visitor.Name ?? "", isOn ? ViewerMode.Replying : ViewerMode.Viewing));
        }
    }

    private VisitorSession Take()
    {
        var session = Session;
        return session.Calls.Take() is { } wait ? throw HubFault.RateLimited(wait) : session;
    }

    private VisitorSession Started()
    {
        var session = Take();
        return session.Visitor is null ? throw HubFault.Invalid("Start comes first.") : session;
    }
}
