using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Live;
using Hub.Core.Tickets;

namespace Hub.Server.Composition;

/// <summary>Every use case and what they share.</summary>
public static class CoreComposition
{
    public static IServiceCollection AddHubCore(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<TicketFeed>()
        .AddSingleton<HubDirectory>()
        .AddSingleton<TicketCache>()
        .AddSingleton<TicketNumbers>()
        .AddSingleton<ThreadWriter>()
        .AddSingleton<ThreadReader>()
        .AddSingleton<ReplyToTicket>()
        .AddSingleton<AddNote>()
        .AddSingleton<ChangeTicket>()
        .AddSingleton<LockTicket>()
        .AddSingleton<SaveDraft>()
        .AddSingleton<MarkRead>()
        .AddSingleton<IdentifyContact>()
        .AddSingleton<StartVisit>()
        .AddSingleton<OpenChatTicket>()
        .AddSingleton<ReceiveChatMessage>()
        .AddSingleton<VisitorThread>()
        .AddSingleton<EndChat>()
        .AddSingleton<LiveTickets>();
}
