namespace Hub.Server.Http;

/// <summary>The versioned API: everything in it needs a caller.</summary>
public static class ApiGroup
{
    public const string Prefix = "/api/v1";

    public static void MapHubApi(this WebApplication app)
    {
        var api = app.MapGroup(Prefix).RequireAuthorization().DisableAntiforgery();
        api.MapAttachments();
        api.MapInbound();
        api.MapGroup("").AddEndpointFilter(new FreshDirectory(StatusCodes.Status400BadRequest)).MapCalls();
    }

    private static void MapCalls(this RouteGroupBuilder api)
    {
        api.MapTickets();
        api.MapThreads();
        api.MapTies();
        api.MapNotices();
        api.MapTimes();
        api.MapDaily();
        api.MapLocks();
        api.MapDrafts();
        api.MapSearch();
        api.MapTray();
        api.MapBlockedSenders();
        api.MapSilence();
        api.MapDeliveries();
        api.MapContacts();
        api.MapJobs();
        api.MapHistory();
        api.MapContactMerges();
        api.MapContactKeys();
        api.MapOrganizations();
        api.MapGroup("").AddEndpointFilter(new FreshDirectory(StatusCodes.Status404NotFound)).MapDirectory();
    }

    /// <summary>What each node keeps a copy of.</summary>
    private static void MapDirectory(this RouteGroupBuilder api)
    {
        api.MapQueues();
        api.MapQueueKeys();
        api.MapInboxes();
        api.MapAgents();
        api.MapAbsences();
        api.MapRoles();
        api.MapGroups();
        api.MapStatuses();
        api.MapCannedResponses();
        api.MapFields();
        api.MapViews();
    }
}
