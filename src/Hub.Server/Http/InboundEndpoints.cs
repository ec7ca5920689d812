using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Accounts;

namespace Hub.Server.Http;

/// <summary>Messages from outside, handed over by REST.</summary>
public static class InboundEndpoints
{
    private const string MailType = "message/rfc822";

    public static void MapInbound(this IEndpointRouteBuilder api)
    {
        var inbound = api.MapGroup("/inboxes/{id}").WithTags("Inbound");
        // The intake has its own limit and names it in its answer.
        inbound.MapPost("/mail", ReceiveMailAsync).WithSummary("A raw mail; answered once it is filed")
            .Accepts<Stream>(MailType).WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute()).Produces<FilingResponse>(202);
        inbound.MapPost("/messages", ReceiveMessageAsync).WithSummary("A message for an api or webform inbox; answered once it is filed")
            .Produces<FilingResponse>(202);
    }

    private static async Task<IResult> ReceiveMailAsync(
        string id, HttpContext http, ReceiveIntake receive, FileIntake file, HubDirectory directory, CancellationToken ct)
    {
        if (!http.Access().IsAdministrator)
        {
            return Problem.Forbidden("Only administrators may hand over mail.");
        }
        if (!InboxId.TryParse(id, out var inboxId)
            || await directory.FindInboxAsync(inboxId, ct) is not { Channel: ChannelKind.Email })
        {
            return Problem.NotFound();
        }
        if (http.Request.ContentType?.StartsWith(MailType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problem.Of(415);
        }
        return await receive.HandleAsync(inboxId, http.Request.Body, null, ct) switch
        {
            ReceiveOutcome.Received received => Answer(await file.HandleAsync(received.Intake, ct)),
            ReceiveOutcome.TooLarge large => new Problem(413, "too-large", $"A mail has at most {large.Limit} bytes."),
            var other => throw new InvalidOperationException($"{other} is not an outcome without a source position."),
        };
    }

    private static async Task<IResult> ReceiveMessageAsync(
        string id, ExternalMessageBody body, HttpContext http, ReceiveExternalMessage receive, CancellationToken ct)
    {
        if (!http.Access().IsAdministrator)
        {
            return Problem.Forbidden("Only administrators may hand over messages.");
        }
        if (!InboxId.TryParse(id, out var inbox))
        {
            return Problem.NotFound();
        }
        return await receive.HandleAsync(body.ToCommand(inbox), http.Access(), ct) switch
        {
            ExternalMessageOutcome.Filed filed => Answer(filed.Filing),
            ExternalMessageOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            _ => Problem.NotFound(),
        };
    }

    private static IResult Answer(FilingOutcome filing) => Results.Json(FilingResponse.Of(filing), statusCode: 202);
}

/// <summary>What became of a message from outside.</summary>
public sealed record FilingResponse(
    FilingKind Outcome, string? Ticket, string? MessageId, MailClass Classification, bool Answered, string FiledBecause)
{
    public static FilingResponse Of(FilingOutcome filing) =>
        new(filing.Kind, filing.Ticket, filing.Message?.Value, filing.Classification, filing.IsAnswered, filing.Because);
}

/// <summary>A message as an integration hands it over.</summary>
public sealed record ExternalMessageBody
{
    public string ExternalId { get; init; } = "";

    public ExternalSenderBody? From { get; init; }

    public string Subject { get; init; } = "";

    public string? Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    public string? Thread { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public ExternalMessageCommand ToCommand(InboxId inbox)
    {
        if (From is null)
        {
            throw new InvalidRequestException("from", "A sender is needed.");
        }
        var body = MessageText.Read(Text, Html, Attachments.Count > 0, "");
        return new ExternalMessageCommand(inbox, ExternalId, new ExternalSender(From.Name, From.Email, From.Phone, From.Id))
        {
            Subject = Subject,
            Text = body.Text,
            Html = body.Html,
            Attachments = Attachments,
            Thread = Thread,
            OccurredAt = OccurredAt?.ToUniversalTime(),
        };
    }
}

/// <summary>Who wrote it; at least an address, a number or an id.</summary>
public sealed record ExternalSenderBody(string? Name = null, string? Email = null, string? Phone = null, string? Id = null);
