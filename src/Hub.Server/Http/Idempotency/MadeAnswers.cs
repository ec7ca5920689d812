using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Automation;
using Hub.Core.Contacts;
using Hub.Core.CustomFields;
using Hub.Core.Inboxes;
using Hub.Core.Jobs;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.SavedViews;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http.Idempotency;

/// <summary>Answers for what a request made before the process died under it.</summary>
public sealed class MadeAnswers(IHubStore store, HubDirectory directory, TicketShapes shapes)
{
    /// <summary>201 with the thing as it is now, or null when the request is better run again.</summary>
    public async ValueTask<IResult?> FindAsync(DocRef made, AgentAccess reader, CancellationToken ct)
    {
        var names = directory.Current;
        if (made.Kind == Ticket.Kind.Name)
        {
            return await store.FindAsync(new TicketId(made.Key), ct) is { } ticket
                ? Results.Created($"/api/v1/tickets/{ticket.Number}", await shapes.OfAsync(ticket, reader, ct))
                : null;
        }
        if (made.Kind == Message.Kind.Name)
        {
            return await store.FindAsync(new MessageId(made.Key), ct) is { } message && await store.FindAsync(message.Ticket, ct) is { } owner
                ? Results.Created($"/api/v1/messages/{message.Id}", await shapes.OfAsync(message, owner, reader, ct))
                : null;
        }
        return made.Kind switch
        {
            var kind when kind == Queue.Kind.Name => await AnswerAsync<Queue>(made, "queues", queue => QueueResponse.Of(queue, names, reader), ct),
            var kind when kind == Inbox.Kind.Name => await AnswerAsync<Inbox>(made, "inboxes", inbox => InboxResponse.Of(inbox, names), ct),
            var kind when kind == AgentAccount.Kind.Name => await AnswerAsync<AgentAccount>(made, "agents", agent => AgentResponse.Of(agent, names, reader), ct),
            var kind when kind == Role.Kind.Name => await AnswerAsync<Role>(made, "roles", role => RoleResponse.Of(role, names), ct),
            var kind when kind == Group.Kind.Name => await AnswerAsync<Group>(made, "groups", group => GroupResponse.Of(group, names, reader), ct),
            var kind when kind == Contact.Kind.Name => await AnswerAsync<Contact>(made, "contacts", ContactResponse.Of, ct),
            var kind when kind == Organization.Kind.Name => await AnswerAsync<Organization>(made, "organizations", OrganizationResponse.Of, ct),
            var kind when kind == FieldDefinition.Kind.Name => await AnswerAsync<FieldDefinition>(made, "fields", field => FieldResponse.Of(field, null, names), ct),
            var kind when kind == SavedView.Kind.Name => await AnswerAsync<SavedView>(made, "views", view => ViewResponse.Of(view, names), ct),
            var kind when kind == Job.Kind.Name => await store.FindAsync(new DocId<Job>(made.Key), ct) is { } job
                ? Results.Accepted($"/api/v1/jobs/{job.Id}", JobResponse.Of(job, 0, []))
                : null,
            var kind when kind == CannedResponse.Kind.Name =>
                await AnswerAsync<CannedResponse>(made, "canned-responses", CannedResponseResponse.Of, ct),
            var kind when kind == Attachment.Kind.Name =>
                await AnswerAsync<Attachment>(made, "attachments", static file => AttachmentResponse.Of(file.ToReference()), ct),
            var kind when kind == ApiToken.Kind.Name =>
                new Problem(409, "answer-lost", "The token was made, but its text is shown once only. Make another one."),
            _ => null,
        };
    }

    private async ValueTask<IResult?> AnswerAsync<T>(DocRef made, string path, Func<T, object> shape, CancellationToken ct)
        where T : Document<T>, IDocument<T> => await store.FindAsync(new DocId<T>(made.Key), ct) is { } document
            ? Results.Created($"/api/v1/{path}/{document.Key}", shape(document))
            : null;
}
