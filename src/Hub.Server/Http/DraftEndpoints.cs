using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>What the caller has typed and not sent.</summary>
public static class DraftEndpoints
{
    public static void MapDrafts(this IEndpointRouteBuilder api)
    {
        var drafts = api.MapGroup("/tickets/{number}/draft").WithTags("Drafts");
        drafts.MapPut("", SaveAsync).WithSummary("Keeps the caller's unsent text; empty removes it").Produces<TicketResponse>();
        drafts.MapGet("", FindAsync).WithSummary("The caller's drafts of this ticket").Produces<PageResponse<DraftResponse>>();
    }

    private static async Task<IResult> SaveAsync(
        string number, DraftBody body, HttpContext http, ThreadReader reader, SaveDraft save, TicketShapes shapes, IHubStore store,
        TimeProvider clock, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        if (body.Kind == MessageKind.Activity)
        {
            return Problem.Invalid("kind", "public or note.");
        }
        if (await UploadedFiles.FindAsync(store, body.Attachments, access.Agent.Value, ticket.Id, ct) is not { } files)
        {
            return Problem.Invalid("attachments", "A file is not there, or not yours.");
        }
        var command = new DraftCommand(ticket.Id, body.Kind, body.Text, body.Caret, body.Revision ?? clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            Attachments = [.. files.Select(static file => file.ToReference())],
            Recipients = body.ToRecipients(),
        };
        return await save.HandleAsync(command, access, ct)
            ? Results.Ok(await shapes.OfAsync(ticket, access, ct))
            : new Problem(409, "newer-draft", "A newer revision of this draft is stored.");
    }

    private static async Task<IResult> FindAsync(string number, HttpContext http, ThreadReader reader, SaveDraft save, CancellationToken ct) =>
        await reader.FindAsync(number, http.Access(), ct) is { } ticket
            ? Results.Ok(new PageResponse<DraftResponse>([.. (await save.FindAsync(ticket.Id, http.Access(), ct)).Select(DraftResponse.Of)], null))
            : Problem.NotFound();
}

/// <summary>Keystrokes to keep; <c>revision</c> grows with each save of the same writer.</summary>
public sealed record DraftBody
{
    public MessageKind Kind { get; init; } = MessageKind.Public;

    public string Text { get; init; } = "";

    public int Caret { get; init; }

    public long? Revision { get; init; }

    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>Recipients as chosen, also what is no address yet; null in all three leaves them to what is proposed.</summary>
    public IReadOnlyList<MailboxBody>? To { get; init; }

    public IReadOnlyList<MailboxBody>? Cc { get; init; }

    public IReadOnlyList<MailboxBody>? Bcc { get; init; }

    public MailRecipients? ToRecipients()
    {
        static IReadOnlyList<Mailbox> Read(IReadOnlyList<MailboxBody>? boxes) => [.. (boxes ?? []).Select(static box => new Mailbox(box.Name, box.Address))];
        return (To ?? Cc ?? Bcc) is null ? null : new MailRecipients(Read(To), Read(Cc), Read(Bcc));
    }
}

/// <summary>An unsent text.</summary>
public sealed record DraftResponse(
    MessageKind Kind, string Text, int Caret, long Revision, IReadOnlyList<AttachmentResponse> Attachments, IReadOnlyList<Mailbox>? To, IReadOnlyList<Mailbox>? Cc,
    IReadOnlyList<Mailbox>? Bcc, DateTimeOffset SavedAt)
{
    public static DraftResponse Of(Draft draft) => new(
        draft.Mode, draft.Text, draft.Caret, draft.Revision, [.. draft.Attachments.Select(AttachmentResponse.Of)],
        draft.Recipients?.To, draft.Recipients?.Cc, draft.Recipients?.Bcc, draft.SavedAt);
}
