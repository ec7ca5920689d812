using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Inbound.Filters;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>Files a message: filters, contact, ticket by the contract's table, then one commit with header, entry, files, contact,
/// receipt and the settled intake row. Whoever loses a race looks again and decides again.</summary>
public sealed class InboundPipeline(
    IHubStore store, IBlobStore blobs, ThreadWriter writer, ThreadResolver resolver, IdentifyContact identify, TicketNumbers numbers,
    HubDirectory directory, ReplyTokenSource tokenSource, AutomaticMail automatic, IntakeSettlement settlement, ReportFiling reports,
    ImportOfferedKeys keys, TicketTag tag, IntakeLimits limits, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Files one message; the same message again is a duplicate, however many come at once.</summary>
    public async ValueTask<FilingOutcome> FileAsync(Filing filing, CancellationToken ct)
    {
        var tokens = await tokenSource.GetAsync(ct);
        var lookup = await InboundLookup.ReadAsync(store, filing.Message, ct);
        if (lookup.Twin is { } twin && twin != filing.Intake?.ToRef())
        {
            return await settlement.EndAsDuplicateAsync(filing, twin, ct);
        }
        var verdict = InboundFilters.Judge(filing.Message, new FilterContext(directory.Current, tokens)
        {
            // A person who releases something knows why it was held.
            BlockedBy = filing.Release is null ? lookup.BlockedBy : null,
            HoldsUntrusted = filing.Release is null && filing.Inbox.Email is { HoldsUntrusted: true },
        });
        return verdict switch
        {
            FilterVerdict.Report report when filing.Release is null => await reports.FileAsync(filing, report.About, tokens, ct),
            FilterVerdict.Hold hold => await settlement.KeepAsync(filing, IntakeState.Held, hold.Cause, hold.Because, ct),
            FilterVerdict.Report => await FileAsync(filing, lookup, tokens, new FilterVerdict.Machine(TrayCause.Bounce, "A mail system wrote it."), ct),
            _ => await FileAsync(filing, lookup, tokens, verdict as FilterVerdict.Machine, ct),
        };
    }

    private async ValueTask<FilingOutcome> FileAsync(
        Filing filing, InboundLookup lookup, ReplyTokens tokens, FilterVerdict.Machine? machine, CancellationToken ct)
    {
        InboundFiles? files = null;
        string? number = null;
        bool? mayAnswer = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var message = filing.Message;
            var person = await identify.FindAsync(message.Identities, lookup.Holders, message.FromName, message.Language, ct);
            var plan = await PlanAsync(filing, lookup, tokens, person, machine, ct);
            if (plan is FilingPlan.Suppress)
            {
                return await settlement.KeepAsync(filing, IntakeState.Suppressed, machine?.Cause ?? TrayCause.Automatic, machine?.Because ?? plan.Because, ct);
            }
            files ??= await InboundFiles.StageAsync(blobs, filing, limits.LargestMessage, clock.GetUtcNow(), ct);
            var material = new FilingMaterial(filing, person.Contact, directory.Current, tag, clock.GetUtcNow())
            {
                Files = files.References,
                IsMessageIdTaken = lookup.IsMessageIdTaken,
            };
            FiledThread thread;
            if (plan is FilingPlan.Create create)
            {
                number ??= await numbers.NextAsync(ct);
                thread = FiledThread.Create(create, material, number, QueueOf(filing));
            }
            else
            {
                thread = FiledThread.Append((FilingPlan.Append)plan, material);
            }
            var isAnswerDue = machine is null && plan is FilingPlan.Create or FilingPlan.Append { TellsClosed: true };
            if (isAnswerDue && (mayAnswer ??= await automatic.MayAnswerAsync(message, filing.Inbox, thread.Edit, ct)))
            {
                AddAnswer(thread, plan, filing);
            }
            var isAnswered = isAnswerDue && mayAnswer == true;
            if (message.Signs.ExternalThread is { } name && thread.Edit.IsNew)
            {
                thread.Edit.Set(ticket => ticket with { OutsideThread = InboundLookup.ThreadKey(message.Inbox, name) });
            }
            var outcome = await CommitAsync(filing, thread, person, files, ct);
            switch (outcome)
            {
                case CommitOutcome.Committed:
                    if (thread.Message.Direction == Direction.In)
                    {
                        await keys.HandleAsync(person.Contact, message, ct);
                    }
                    return new FilingOutcome(plan is FilingPlan.Create ? FilingKind.Created : FilingKind.Appended,
                        thread.Edit.Ticket.Number, thread.Message.Id, IntakeSettlement.ClassOf(filing), isAnswered, plan.Because);
                case CommitOutcome.KeyTaken taken when taken.Key == Message.ExternalKeyOf(message.ExternalKey):
                    return await settlement.EndAsDuplicateAsync(filing, taken.Holder, ct);
                case CommitOutcome.VersionConflict conflict when conflict.Document == filing.Intake?.ToRef():
                    return await settlement.ReadAsync(filing, ct);
            }
            lookup = await InboundLookup.ReadAsync(store, message, ct);
        }
        throw new StoreUnavailableException($"A message lost {MostTries} races while it was filed.");
    }

    private async ValueTask<FilingPlan> PlanAsync(
        Filing filing, InboundLookup lookup, ReplyTokens tokens, IdentifiedContact person, FilterVerdict.Machine? machine, CancellationToken ct)
    {
        if (filing.Release is { } release)
        {
            var because = $"{release.By.Name} released it from the tray.";
            return release.Into is { } into && await store.FindAsync(into.Id, ct) is { } target
                ? new FilingPlan.Append(because, await new TicketFamily(store).EndOfAsync(target, ct)) { Reopens = true, IsAutomatic = machine is not null }
                : new FilingPlan.Create(because);
        }
        var match = await resolver.FindAsync(filing.Message, lookup, tokens, ct);
        var sender = filing.Message.FromAddress is { } from ? FieldValue.Fold(from) : null;
        var takesPart = match.Ticket is { } ticket && (filing.Message.Signs.ExternalThread is not null
            || FilingRules.TakesPart(ticket, person.Before?.Id, sender, directory.Current));
        if (match.Ticket is not null && !takesPart && await HiddenRecipient.IsSenderAsync(store, filing.Message, tokens, ct))
        {
            match = match with { IsNote = true, Because = $"{match.Because} It answers a hidden copy, so it stays internal." };
        }
        var queue = match.Ticket is { } found ? directory.Current.SettingsOf(found.Queue) : QueueSettings.Default;
        return FilingRules.Decide(new FilingFacts(match, takesPart, machine is not null, queue, clock.GetUtcNow())
        {
            WrittenBy = match.Ticket is { } answered ? FilingRules.ColleagueOf(
                answered, person.Before?.Id, filing.Message, filing.Inbox.Email?.AuthservId is not null, directory.Current) : null,
        });
    }

    /// <summary>The queue whose own address the mail went to, else that of the inbox.</summary>
    private Queue QueueOf(Filing filing)
    {
        var names = directory.Current;
        var addressed = filing.Message.To.Concat(filing.Message.Cc).Select(to => OwnAddresses.QueueOf(names, to.Address)).FirstOrDefault(static queue => queue is not null);
        return addressed ?? names.Queues[filing.Inbox.Queue];
    }

    private void AddAnswer(FiledThread thread, FilingPlan plan, Filing filing)
    {
        if (plan is FilingPlan.Create)
        {
            automatic.AddReceipt(thread.Edit, thread.Message, filing.Inbox, directory.Current);
        }
        else
        {
            automatic.AddClosedNotice(thread.Edit, thread.Message, filing.Inbox);
        }
    }

    private ValueTask<CommitOutcome> CommitAsync(
        Filing filing, FiledThread thread, IdentifiedContact person, InboundFiles files, CancellationToken ct)
    {
        var ticket = thread.Edit.Ticket;
        return writer.CommitAsync(thread.Old is { } old ? [thread.Edit, old] : [thread.Edit], changes =>
        {
            if (thread.Message.Direction == Direction.In)
            {
                person.AddTo(changes);
            }
            files.AddTo(changes, ticket.Id, isInternal: thread.Message.MessageKind == MessageKind.Note);
            IntakeSettlement.AddFiled(changes, filing, ticket.Id, thread.Message.Id, thread.Message.FiledBecause!);
            if (ticket.OutsideThread is { } key && thread.Edit.IsNew)
            {
                if (thread.Old is { } before)
                {
                    changes.Release(key, before.Ticket.ToRef());
                }
                changes.Claim(key, ticket.ToRef());
            }
        }, ct);
    }
}
