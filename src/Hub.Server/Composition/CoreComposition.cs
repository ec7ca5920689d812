using Hub.Channels.Files;
using Hub.Channels.Templates;
using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Automation;
using Hub.Core.Contacts;
using Hub.Core.CustomFields;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Jobs;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Notices;
using Hub.Core.Queues;
using Hub.Core.SavedViews;
using Hub.Core.Searching;
using Hub.Core.Settings;
using Hub.Core.Statuses;
using Hub.Core.Tickets;
using Hub.Core.Times;
using Hub.Server.Workers;

namespace Hub.Server.Composition;

/// <summary>Every use case and what they share.</summary>
public static class CoreComposition
{
    public static IServiceCollection AddHubCore(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<TicketFeed>()
        .AddSingleton<HubDirectory>()
        .AddSingleton<QueueCounts>()
        .AddHostedService<DirectoryPoll>()
        .AddSingleton<SettingsWriter>()
        .AddTickets()
        .AddDirectory()
        .AddSingleton<IdentifyContact>()
        .AddSingleton<CreateContact>()
        .AddSingleton<ChangeContact>()
        .AddSingleton<DeleteContact>()
        .AddSingleton<MergeContacts>()
        .AddSingleton<ContactTimeline>()
        .AddSingleton<FindContacts>()
        .AddSingleton<FindOrganizations>()
        .AddSingleton<SaveOrganization>()
        .AddSingleton<UploadAttachment>()
        .AddSingleton<OpenAttachment>()
        .AddSingleton<IFileText, FileText>()
        .AddSingleton<ReadFileText>();

    private static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddSingleton<TicketCache>()
        .AddSingleton<TicketNumbers>()
        .AddSingleton<ThreadWriter>()
        .AddSingleton<ThreadReader>()
        .AddSingleton<Disclosure>()
        .AddSingleton<CreateTicket>()
        .AddSingleton<ReplyLines>()
        .AddSingleton<ReplyToTicket>()
        .AddSingleton<AddNote>()
        .AddSingleton<ChangeTicket>()
        .AddTicketTies()
        .AddSingleton<LockTicket>()
        .AddSingleton<SaveDraft>()
        .AddSingleton<MarkRead>()
        .AddSingleton<SearchTickets>()
        .AddSingleton<ReplayTicket>()
        .AddSingleton<FindDuplicates>()
        .AddSingleton<StartVisit>()
        .AddSingleton<OpenChatTicket>()
        .AddSingleton<ReceiveChatMessage>()
        .AddSingleton<VisitorThread>()
        .AddSingleton<EndChat>()
        .AddSingleton<LiveTickets>()
        .AddSingleton<ChangePreferences>();

    private static IServiceCollection AddTicketTies(this IServiceCollection services) => services
        .AddSingleton<TicketFamily>()
        .AddSingleton<ClosingRule>()
        .AddSingleton<MergedThread>()
        .AddSingleton<EntryCopies>()
        .AddSingleton<MergeTickets>()
        .AddSingleton<SplitTicket>()
        .AddSingleton<MoveEntries>()
        .AddSingleton<LinkTickets>()
        .AddSingleton<ShelveTicket>()
        .AddSingleton<RemoveShelved>()
        .AddSingleton<ForwardTicket>()
        .AddSingleton<BookTime>()
        .AddSingleton<SumTimes>()
        .AddSingleton<WatchTicket>()
        .AddSingleton<NotifyAgents>()
        .AddSingleton<ReadNotices>()
        .AddSingleton<UndoChange>()
        .AddSingleton<ReturnPending>();

    private static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<CreateQueue>()
        .AddSingleton<ChangeQueue>()
        .AddSingleton<DeleteQueue>()
        .AddSingleton<ITextTemplates, LiquidTemplates>()
        .AddSingleton<QueueTexts>()
        .AddSingleton<PreviewQueueText>()
        .AddSingleton<CreateInbox>()
        .AddSingleton<ChangeInbox>()
        .AddSingleton<DeleteInbox>()
        .AddSingleton<TestInbox>()
        .AddSingleton<InboxTroubles>()
        .AddSingleton<CreateAgent>()
        .AddSingleton<ChangeAgent>()
        .AddSingleton<GiveQueueRoles>()
        .AddSingleton<CreateRole>()
        .AddSingleton<ChangeRole>()
        .AddSingleton<DeleteRole>()
        .AddSingleton<CreateGroup>()
        .AddSingleton<ChangeGroup>()
        .AddSingleton<DeleteGroup>()
        .AddSingleton<ChangePreferences>()
        .AddSingleton<CreateToken>()
        .AddSingleton<CreateSignInLink>()
        .AddSingleton<SetPassword>()
        .AddSingleton<RequestReset>()
        .AddSingleton<SignIn>()
        .AddSingleton<SetAbsence>()
        .AddSingleton<CreateStatus>()
        .AddSingleton<ChangeStatus>()
        .AddSingleton<DeleteStatus>()
        .AddSingleton<CreateCannedResponse>()
        .AddSingleton<ChangeCannedResponse>()
        .AddSingleton<DeleteCannedResponse>()
        .AddSingleton<CreateView>()
        .AddSingleton<ChangeView>()
        .AddSingleton<DeleteView>()
        .AddSingleton<JobRunner>()
        .AddSingleton<StartJob>()
        .AddSingleton<CreateField>()
        .AddSingleton<ChangeField>()
        .AddSingleton<DeleteField>()
        .AddSingleton<ChangePriorityMatrix>();
}
