using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>A message handed over by an integration or a form (contract: <c>POST /inboxes/{id}/messages</c>).</summary>
/// <param name="Inbox">An <c>api</c> or <c>webform</c> inbox.</param>
/// <param name="ExternalId">Names this message in the outside system for ever; the same again is a duplicate.</param>
/// <param name="From">Who wrote it; at least one of its parts is given.</param>
public sealed record ExternalMessageCommand(InboxId Inbox, string ExternalId, ExternalSender From)
{
    /// <summary>Subject of a new ticket; empty takes the first line of the text.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Plain text; empty takes the text of the HTML.</summary>
    public string Text { get; init; } = "";

    /// <summary>Sanitised HTML, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Files the caller uploaded before.</summary>
    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>Names the thread in the outside system; messages of one thread share a ticket.</summary>
    public string? Thread { get; init; }

    /// <summary>When it happened; null for now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Who wrote an external message.</summary>
/// <param name="Name">Display name.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="Id">Id in the outside system.</param>
public sealed record ExternalSender(string? Name, string? Email, string? Phone, string? Id);

/// <summary>How handing over ended.</summary>
public abstract record ExternalMessageOutcome
{
    private ExternalMessageOutcome()
    {
    }

    /// <summary>Filed; a repeat is filed as duplicate.</summary>
    public sealed record Filed(FilingOutcome Filing) : ExternalMessageOutcome;

    /// <summary>No such inbox, or one of another kind.</summary>
    public sealed record NoSuchInbox : ExternalMessageOutcome;

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : ExternalMessageOutcome;
}

/// <summary>Takes in messages of integrations and forms over the pipeline that mail goes through.</summary>
public sealed class ReceiveExternalMessage(InboundPipeline pipeline, IHubStore store, HubDirectory directory)
{
    private const int LongestId = 200;

    /// <summary>Handles the command.</summary>
    public async ValueTask<ExternalMessageOutcome> HandleAsync(ExternalMessageCommand command, AgentAccess by, CancellationToken ct)
    {
        if (await directory.FindInboxAsync(command.Inbox, ct) is not { Channel: ChannelKind.Api or ChannelKind.Webform } inbox)
        {
            return new ExternalMessageOutcome.NoSuchInbox();
        }
        if (command.ExternalId.Length is 0 or > LongestId)
        {
            return new ExternalMessageOutcome.Invalid("externalId", $"1 to {LongestId} characters are needed.");
        }
        if (command.Thread?.Length > LongestId)
        {
            return new ExternalMessageOutcome.Invalid("thread", $"At most {LongestId} characters.");
        }
        if (string.IsNullOrWhiteSpace(command.Text) && command.Attachments.Count == 0)
        {
            return new ExternalMessageOutcome.Invalid("text", "A message needs a text or a file.");
        }
        var identities = IdentitiesOf(command);
        if (identities.Count == 0)
        {
            return new ExternalMessageOutcome.Invalid("from", "A sender needs an e-mail address, a phone number or an id.");
        }
        var files = await UploadedFiles.FindAsync(store, command.Attachments, by.Agent.Value, default, ct);
        if (files is null)
        {
            return new ExternalMessageOutcome.Invalid("attachments", "A file is not there, or not yours.");
        }
        var message = new InboundMessage
        {
            Inbox = inbox.Id,
            Channel = inbox.Channel,
            ExternalKey = $"{inbox.Id.Value}/ext/{command.ExternalId}",
            FromName = command.From.Name,
            FromAddress = command.From.Email ?? command.From.Phone ?? command.From.Id,
            Identities = identities,
            Subject = command.Subject,
            Text = command.Text,
            Html = command.Html,
            OccurredAt = command.OccurredAt,
            Signs = ThreadSigns.None with { ExternalThread = command.Thread },
        };
        return new ExternalMessageOutcome.Filed(await pipeline.FileAsync(new Filing(message, inbox) { Uploads = files }, ct));
    }

    private static List<ContactIdentity> IdentitiesOf(ExternalMessageCommand command)
    {
        var externalId = command.From.Id is { Length: > 0 } id ? $"{command.Inbox.Value}/{id}" : null;
        ContactIdentity?[] identities =
        [
            ContactIdentity.Normalise(IdentityKind.External, externalId),
            ContactIdentity.Normalise(IdentityKind.Email, command.From.Email),
            ContactIdentity.Normalise(IdentityKind.Phone, command.From.Phone),
        ];
        return [.. identities.OfType<ContactIdentity>()];
    }
}
