using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Makes a ticket by hand or by API: for a customer who called, or to write to one first.</summary>
public sealed class CreateTicket(
    ThreadWriter writer, IHubStore store, IdentifyContact identify, TicketNumbers numbers, HubDirectory directory, ReplyTokenSource tokens,
    TimeProvider clock)
{
    private const int MostTries = 20;

    /// <summary>Handles the command; a repeat with the same client id answers the same ticket.</summary>
    public async ValueTask<CreateTicketOutcome> HandleAsync(CreateTicketCommand command, AgentAccess by, CancellationToken ct)
    {
        var names = directory.Current;
        if (CreateTicketRules.Check(command, names) is { } invalid)
        {
            return invalid;
        }
        if (CreateTicketRules.QueueOf(command, by, names) is not { } queue)
        {
            return new CreateTicketOutcome.Forbidden("You may not make tickets in this queue.");
        }
        if (CreateTicketRules.CheckFields(command, queue, names) is { } misfit)
        {
            return misfit;
        }
        if (KeyOf(command, by) is { } key && await store.ResolveAsync(key, ct) is { } known)
        {
            return await RepeatAsync(known, by, ct);
        }
        var own = await tokens.GetAsync(ct);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await ContactOfAsync(command.Contact, ct) is not { } contact)
            {
                return new CreateTicketOutcome.Invalid("contact", "A contact is an id that exists, or a name, an address or a number.");
            }
            var number = await numbers.NextAsync(ct);
            var plan = new NewTicket(number, CreateTicketRules.SubjectOf(command), queue, contact.Contact)
            {
                Priority = command.Priority ?? names.Matrix.Propose(command.Urgency, command.Impact) ?? names.SettingsOf(queue.Id).DefaultPriority,
                Urgency = command.Urgency,
                Impact = command.Impact,
                Assignee = command.Assignee,
                Tags = command.Tags,
            };
            var now = clock.GetUtcNow();
            var edit = OpenTicket.Begin(plan, by.ToActor(), CreateTicketRules.ChannelOf(command, names), now);
            var files = await UploadedFiles.FindAsync(store, command.Message.Attachments, by.Agent.Value, edit.Ticket.Id, ct);
            if (files is null)
            {
                return new CreateTicketOutcome.Invalid("message.attachments", "A file is not there, or not yours.");
            }
            if (CreateTicketRules.Write(edit, command, contact.Contact, files, by, names, own) is { } problem)
            {
                return problem;
            }
            var outcome = await writer.CommitAsync(edit, changes =>
            {
                contact.AddTo(changes);
                UploadedFiles.Bind(changes, files, edit.Ticket.Id, command.Message.Kind == MessageKind.Note);
                if (KeyOf(command, by) is { } claimed)
                {
                    changes.Claim(claimed, edit.Ticket.ToRef());
                }
            }, ct);
            switch (outcome)
            {
                case CommitOutcome.Committed:
                    return new CreateTicketOutcome.Created(edit.Ticket with { Version = 1 });
                case CommitOutcome.KeyTaken taken when taken.Key == KeyOf(command, by):
                    return await RepeatAsync(taken.Holder, by, ct);
            }
        }
        throw new StoreUnavailableException($"The contact of a new ticket changed {MostTries} times meanwhile.");
    }

    /// <summary>Client ids of first messages are kept per writer, since the ticket that would scope them is only being made.</summary>
    private static UniqueKey? KeyOf(CreateTicketCommand command, AgentAccess by) =>
        command.Message.ClientId is { } clientId ? new UniqueKey("ticket-client", $"{by.Agent}/{clientId}") : null;

    private async ValueTask<CreateTicketOutcome> RepeatAsync(DocRef holder, AgentAccess by, CancellationToken ct) =>
        await store.FindAsync(new TicketId(holder.Key), ct) is { } ticket && by.CanRead(ticket)
            ? new CreateTicketOutcome.Created(ticket)
            : new CreateTicketOutcome.Forbidden("The ticket of this client id is not visible to you.");

    private async ValueTask<IdentifiedContact?> ContactOfAsync(TicketContact wanted, CancellationToken ct)
    {
        if (wanted.Id is { } id)
        {
            return await store.FindAsync(id, ct) is { } known ? new IdentifiedContact(known, known) : null;
        }
        ContactIdentity?[] identities =
        [
            ContactIdentity.Normalise(IdentityKind.Email, wanted.Email), ContactIdentity.Normalise(IdentityKind.Phone, wanted.Phone),
        ];
        List<ContactIdentity> given = [.. identities.OfType<ContactIdentity>()];
        var isWrong = given.Count < (wanted.Email is null ? 0 : 1) + (wanted.Phone is null ? 0 : 1);
        return isWrong || (given.Count == 0 && string.IsNullOrWhiteSpace(wanted.Name))
            ? null
            : await identify.FindAsync(given, wanted.Name, null, ct);
    }
}
