using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.AutomaticMails;
using Hub.Core.Automation;
using Hub.Core.BlockedSenders;
using Hub.Core.Contacts;
using Hub.Core.CustomFields;
using Hub.Core.Inboxes;
using Hub.Core.Inbound;
using Hub.Core.Jobs;
using Hub.Core.Keys;
using Hub.Core.MailAccess;
using Hub.Core.Notices;
using Hub.Core.Queues;
using Hub.Core.Requests;
using Hub.Core.SavedViews;
using Hub.Core.Secrets;
using Hub.Core.Statuses;
using Hub.Core.Tickets;
using Hub.Core.Times;
using Hub.Core.Work;

namespace Hub.Core.Storage;

/// <summary>Every noun that is stored.</summary>
public static class Catalogue
{
    /// <summary>All kinds; a noun that is not here has no table.</summary>
    public static IReadOnlyList<DocumentKind> All { get; } =
    [
        Ticket.Kind, Message.Kind, Draft.Kind, ReadMark.Kind, Attachment.Kind, Contact.Kind, Visitor.Kind, Inbox.Kind, Queue.Kind,
        Agent.Kind, Role.Kind, Group.Kind, ApiToken.Kind, SignInLink.Kind, CannedResponse.Kind, Intake.Kind, IdempotencyRecord.Kind,
        InstallationKey.Kind, MailboxPosition.Kind, ImportRecord.Kind, ProtectionKey.Kind, NodeBeat.Kind, WorkLease.Kind,
        FieldDefinition.Kind, PriorityMatrix.Kind, Organization.Kind, SavedView.Kind, Job.Kind, JobItem.Kind,
        Status.Kind, Notice.Kind, TimeEntry.Kind, BlockedSender.Kind, UndeliverableAddress.Kind, QueuePause.Kind, MailKey.Kind,
        InboxTrouble.Kind, MailboxToken.Kind,
    ];
}
