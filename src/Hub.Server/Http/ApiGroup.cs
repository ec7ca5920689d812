namespace Hub.Server.Http;

/// <summary>The versioned API: everything in it needs a caller.</summary>
public static class ApiGroup
{
    public const string Prefix = "/api/v1";

    public static void MapHubApi(this WebApplication app)
    {
        var api = app.MapGroup(Prefix).RequireAuthorization().DisableAntiforgery();
        api.MapTickets();
        api.MapThreads();
        api.MapTies();
        api.MapNotices();
        api.MapTimes();
        api.MapDaily();
        api.MapAbsences();
        api.MapLocks();
        api.MapDrafts();
        api.MapSearch();
        api.MapAttachments();
        api.MapQueues();
        api.MapInboxes();
        api.MapInbound();
        api.MapTray();
        api.MapDeliveries();
        api.MapAgents();
        api.MapRoles();
        api.MapGroups();
        api.MapContacts();
        api.MapStatuses();
        api.MapCannedResponses();
        api.MapFields();
        api.MapViews();
        api.MapJobs();
        api.MapHistory();
        api.MapContactMerges();
        api.MapOrganizations();
    }
}
