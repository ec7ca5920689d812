using System.Text;
using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.MailSamples;

/// <summary>Makes what went before a sample: tickets, answers, merges, by the use cases of the product.</summary>
public sealed class SituationDesk(
    IHubStore store, ReceiveIntake receive, FileIntake file, ThreadWriter writer, ReplyToTicket reply, ReplyTokenSource tokens, HubDirectory directory, Inbox inbox)
{
    private const string OtherInbox = "inb_samples_other";
    private static readonly AgentAccess Anna = new(new AgentId("agt_samples"), "Anna", IsAdministrator: true, QueueRights.Everything);

    private static readonly Dictionary<string, FollowUpPolicy> Policies = new()
    {
        ["closed-new"] = FollowUpPolicy.NewTicket,
        ["closed-days-recent"] = FollowUpPolicy.NewTicketAfterDays,
        ["closed-days-old"] = FollowUpPolicy.NewTicketAfterDays,
        ["closed-keep"] = FollowUpPolicy.KeepClosed,
    };

    /// <summary>The queues of the policies and the second inbox; once.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        var changes = new ChangeSet();
        foreach (var policy in Policies.Values.Distinct())
        {
            changes.Insert(new Queue { Id = QueueOf(policy), Name = $"Samples {policy}", FollowUp = policy, FollowUpDays = 14, CreatedAt = DateTimeOffset.UnixEpoch });
        }
        changes.Insert(inbox with { Id = new InboxId(OtherInbox), Version = 0, Name = "Other", Email = new EmailSettings { Address = "other@hub.test" } });
        await CommitAsync(changes, ct);
    }

    /// <summary>Makes the situation for a sample; answers its placeholders.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MakeAsync(string sample, string? situation, CancellationToken ct)
    {
        var known = await tokens.GetAsync(ct);
        var values = new Dictionary<string, string> { ["instance"] = known.InstanceId };
        if (situation is null)
        {
            return values;
        }
        if (situation == "deleted")
        {
            Describe(values, "reply", known, TicketId.New(TimeProvider.System), MessageId.New(TimeProvider.System));
            return values;
        }
        var ticket = await BeginAsync(sample, "first", situation == "other-inbox" ? new InboxId(OtherInbox) : inbox.Id, values, known, "reply", ct);
        values["ticket.number"] = ticket.Number;
        switch (situation)
        {
            case "open" or "note" or "other-inbox":
                break;
            case "agent":
                await CommitAsync(new ChangeSet().Insert(new Hub.Core.Agents.Agent { Id = AgentId.New(TimeProvider.System), Name = "Ben", Email = $"ben-{sample}@hub.test", SecurityStamp = "1", CreatedAt = DateTimeOffset.UnixEpoch }), ct);
                break;
            case "closed":
                await CloseAsync(ticket.Id, ct);
                break;
            case "two":
                values["other.number"] = (await BeginAsync(sample, "second", inbox.Id, values, known, "other", ct)).Number;
                break;
            case "merged":
                var target = await BeginAsync(sample, "second", inbox.Id, values, known, "target", ct);
                values["target.number"] = target.Number;
                await ChangeAsync(ticket.Id, before => before with { State = TicketState.Merged, MergedInto = target.Id }, ct);
                break;
            default:
                await ChangeAsync(ticket.Id, before => before with { Queue = QueueOf(Policies[situation]) }, ct);
                await CloseAsync(ticket.Id, ct);
                if (situation == "closed-days-old")
                {
                    await ChangeAsync(ticket.Id, before => before with { ClosedAt = before.ClosedAt - TimeSpan.FromDays(20) }, ct);
                }
                break;
        }
        return values;
    }

    private static QueueId QueueOf(FollowUpPolicy policy) => new($"que_samples_{policy}");

    // A customer writes with Dora in copy, an agent answers.
    private async Task<Ticket> BeginAsync(string sample, string id, InboxId into, Dictionary<string, string> values, ReplyTokens known, string name, CancellationToken ct)
    {
        var mail = $"From: Carla Kunde <{sample}@customer.test>\r\nTo: support@hub.test\r\nCc: Dora <dora-{sample}@customer.test>\r\nSubject: Broken kettle\r\n"
            + $"Date: Mon, 02 Mar 2026 08:00:00 +0100\r\nMessage-ID: <{id}-{sample}@customer.test>\r\n\r\nIt was new.\r\n";
        var received = (await receive.HandleAsync(into, new MemoryStream(Encoding.ASCII.GetBytes(mail)), null, ct)).ShouldBeOfType<ReceiveOutcome.Received>();
        var filed = await file.HandleAsync(received.Intake, ct);
        filed.Kind.ShouldBe(FilingKind.Created, $"{sample}: {filed.Because}");
        var ticket = (await store.FindAsync((await store.FindAsync(filed.Message!.Value, ct))!.Ticket, ct))!;
        var answer = (await reply.HandleAsync(new ReplyCommand(ticket.Id, "Please send it in.", ticket.LastSeq), Anna, ct)).ShouldBeOfType<ReplyOutcome.Sent>().Message;
        Describe(values, name, known, ticket.Id, answer.Id);
        return ticket;
    }

    private static void Describe(Dictionary<string, string> values, string name, ReplyTokens known, TicketId ticket, MessageId answer)
    {
        var (id, token) = (known.MessageIdOf(MailRole.Reply, ticket, answer, "hub.test"), known.ReplyTag(ticket));
        var at = id.IndexOf('@', StringComparison.Ordinal);
        values[$"{name}.messageId"] = id;
        values[$"{name}.messageId.upper"] = id.ToUpperInvariant();
        values[$"{name}.messageId.forged"] = Forge(id, at - 1);
        values[$"{name}.messageId.rehosted"] = $"{id[..at]}@relay.elsewhere.test";
        values[$"{name}.token"] = token;
        values[$"{name}.token.upper"] = token.ToUpperInvariant();
        values[$"{name}.token.forged"] = Forge(token, token.Length - 1);
        values.TryAdd("bounce.token", known.BounceTag(answer));
        values.TryAdd("note.messageId", known.MessageIdOf(MailRole.Note, ticket, answer, "hub.test"));
        values.TryAdd("receipt.messageId", known.MessageIdOf(MailRole.Automatic, ticket, answer, "hub.test"));
    }

    private static string Forge(string token, int at) => $"{token[..at]}{(token[at] == 'a' ? 'b' : 'a')}{token[(at + 1)..]}";

    private async Task CloseAsync(TicketId id, CancellationToken ct) => await writer.ChangeAsync(id, (ticket, now) =>
    {
        var edit = new TicketEdit(ticket, now);
        TicketRules.SetStatus(edit, "closed", TicketState.Closed, null, Anna.ToActor());
        return ValueTask.FromResult(new Decision<bool>(true, edit));
    }, notFound: false, ct);

    // The outbox works on the same tickets meanwhile.
    private async Task ChangeAsync(TicketId id, Func<Ticket, Ticket> change, CancellationToken ct)
    {
        CommitOutcome outcome;
        do
        {
            var before = (await store.FindAsync(id, ct))!;
            outcome = await store.CommitAsync(new ChangeSet().Replace(before, change(before)), ct);
        }
        while (outcome is CommitOutcome.VersionConflict);
        outcome.ShouldBeOfType<CommitOutcome.Committed>();
    }

    private async Task CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        (await store.CommitAsync(changes, ct)).ShouldBeOfType<CommitOutcome.Committed>();
        await directory.RefreshAsync(ct);
    }
}
