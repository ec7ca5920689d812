using System.Globalization;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Messages of a ticket.</summary>
public static class ThreadEndpoints
{
    public static void MapThreads(this IEndpointRouteBuilder api)
    {
        var threads = api.MapGroup("").WithTags("Messages");
        threads.MapGet("/tickets/{number}/messages", ListAsync).WithSummary("The thread, oldest first").Produces<PageResponse<MessageResponse>>();
        threads.MapPost("/tickets/{number}/messages", WriteAsync).WithSummary("A public reply or an internal note").Produces<MessageResponse>(201);
        threads.MapGet("/messages/{id}", FindAsync).WithSummary("One entry").Produces<MessageResponse>();
        threads.MapGet("/messages/{id}/raw", RawAsync).WithSummary("The untouched original of an entry that came from outside");
    }

    private static async Task<IResult> ListAsync(
        string number, HttpContext http, ThreadReader reader, MergedThread merged, TicketShapes shapes, CancellationToken ct,
        long? after = null, int? limit = null, string? cursor = null)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        var page = Paging.Of(limit, null);
        if (ticket.Members.Count > 0)
        {
            if (after is not null)
            {
                return Problem.Invalid("after", "Other tickets were merged into this one: page by cursor.");
            }
            var (all, rest) = await merged.ListAsync(ticket, page.Limit, string.IsNullOrEmpty(cursor) ? null : cursor, ct);
            return Results.Ok(new PageResponse<MessageResponse>(await shapes.OfAsync(all, ticket, access, ct), rest));
        }
        var from = string.IsNullOrEmpty(cursor) ? after ?? 0 : SeqOf(cursor);
        var entries = await reader.ListAsync(ticket.Id, from, page, ct);
        // The sequence number is the position: it never changes and has no gaps.
        var next = entries.Next is null || entries.Items.Count == 0 ? null : $"s{entries.Items[^1].Seq}";
        return Results.Ok(new PageResponse<MessageResponse>(await shapes.OfAsync(entries.Items, ticket, access, ct), next));
    }

    private static async Task<IResult> WriteAsync(
        string number, NewMessageBody body, HttpContext http, ThreadReader reader, ReplyToTicket reply, AddNote note,
        TicketShapes shapes, ReplyAnswers replies, TicketAnswers answers, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        return body.Kind switch
        {
            MessageKind.Public => await replies.OfAsync(await reply.HandleAsync(body.ToReply(ticket.Id), access, ct), ticket, access, ct),
            MessageKind.Note => await note.HandleAsync(body.ToNote(ticket.Id), access, ct) switch
            {
                NoteOutcome.Added added => Results.Created(
                    $"{ApiGroup.Prefix}/messages/{added.Message.Id}", await shapes.OfAsync(added.Message, ticket, access, ct)),
                NoteOutcome.Blocked blocked => TicketAnswers.Refused(blocked.Why),
                NoteOutcome.AlreadyMerged merged => await answers.MergedAsync(merged.Into, access, ct),
                NoteOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
                NoteOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
                _ => Problem.NotFound(),
            },
            _ => Problem.Invalid("kind", "public or note."),
        };
    }

    private static async Task<IResult> FindAsync(
        string id, HttpContext http, IHubStore store, ThreadReader reader, TicketShapes shapes, CancellationToken ct) =>
        await ReadAsync(id, http, store, reader, ct) is var (message, ticket)
            ? Results.Ok(await shapes.OfAsync(message, ticket, http.Access(), ct))
            : Problem.NotFound();

    private static async Task<IResult> RawAsync(string id, HttpContext http, IHubStore store, ThreadReader reader, IBlobStore blobs, CancellationToken ct)
    {
        if (await ReadAsync(id, http, store, reader, ct) is not var (message, _) || message.RawBlob is null
            || await blobs.OpenAsync(message.RawBlob, ct) is not { } raw)
        {
            return Problem.NotFound();
        }
        var isMail = message.Channel == ChannelKind.Email;
        return Downloads.File(http, raw, isMail ? "message/rfc822" : "application/json", isMail ? $"{message.Id}.eml" : $"{message.Id}.json", message.CreatedAt);
    }

    private static async ValueTask<(Message Message, Ticket Ticket)?> ReadAsync(
        string id, HttpContext http, IHubStore store, ThreadReader reader, CancellationToken ct) =>
        MessageId.TryParse(id, out var messageId)
        && await store.FindAsync(messageId, ct) is { } message
        && await reader.FindReadableAsync(message.Ticket, http.Access(), ct) is { } ticket
            ? (message, ticket)
            : null;

    private static long SeqOf(string cursor) =>
        cursor[0] == 's' && long.TryParse(cursor.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : throw new InvalidCursorException();
}
