using System.Text.Json.Nodes;
using Hub.Server.Tests.Realtime;

namespace Hub.Server.Tests.Rights;

/// <summary>What is asked of each profile at each place.</summary>
internal sealed class TicketQuestions(RightsDesk desk, RightsScore score, RightsAgent somebody, string open)
{
    public async Task AskAsync(Asker who, HubClient live, RightsCell cell)
    {
        await ListsAsync(who, live, cell);
        await ReadsAsync(who, cell);
        await WritesAsync(who, cell);
        await TiesAsync(who, cell);
        await BulkAsync(who, cell);
        await QueuesAsync(who, cell);
        await CallsAsync(who, live, cell);
        await ClosingAsync(who, cell);
    }

    private async Task ListsAsync(Asker who, HubClient live, RightsCell cell)
    {
        foreach (var path in new[] { $"/tickets?queue={cell.Queue}&limit=200", "/tickets?view=all&limit=200", $"/tickets?q={cell.Word}&limit=200", $"/tickets?contact={cell.Contact}" })
        {
            await score.ListAsync("GET /tickets", "read", who, path, cell.Rest);
        }
        await score.ListAsync("GET /search", "read", who, $"/search?q={cell.Word}&limit=200", cell.Rest);
        await score.ListAsync("GET /search", "read", who, $"/search?q={cell.Word}&limit=200", cell.MailNumber);
        await score.ListAsync("GET /contacts/{id}/tickets", "read", who, $"/contacts/{cell.Contact}/tickets", cell.Rest);
        await score.ListAsync("GET /organizations/{id}/tickets", "read", who, $"/organizations/{cell.Organization}/tickets", cell.Rest);
        await score.ListAsync("GET /reports/time", "read", who, "/reports/time", cell.Rest);
        await score.ListAsync("GET /reports/time", "read", who, "/reports/time?csv=true", cell.Rest);
        await score.ListAsync("GET /reports/time", "read", who, "/reports/time?by=contact", cell.Contact);
        await score.ListAsync("GET /queues", "queue", who, "/queues", cell.Queue);
        await score.ListAsync("GET /inboxes", "queue", who, "/inboxes", cell.Inbox);
        var view = $"queue:{cell.Queue}";
        var rows = "";
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await live.CallAsync("WatchView", new { view, cursor });
            rows += page.GetProperty("items");
            cursor = page.GetProperty("next").GetString();
        }
        score.Note("WatchView", "read", who, rows.Contains($"\"{cell.Live}\"", StringComparison.Ordinal) ? '+' : '.', view);
        await score.CallAsync("UnwatchView", "everybody", who, live, new { view });
    }

    private async Task ReadsAsync(Asker who, RightsCell cell)
    {
        foreach (var below in new[] { "", "/messages", "/draft", "/history", "/duplicates", "/time" })
        {
            await score.RestAsync($"GET /tickets/{{number}}{below}", "read", who, $"/tickets/{cell.Rest}{below}");
        }
        await score.RestAsync("GET /tickets/{number}/at/{seq}", "read", who, $"/tickets/{cell.Rest}/at/1");
        await score.RestAsync("GET /messages/{id}", "read", who, $"/messages/{cell.Mail}");
        await score.RestAsync("GET /messages/{id}/raw", "read", who, $"/messages/{cell.Mail}/raw");
        await score.RestAsync("GET /attachments/{id}", "read", who, $"/attachments/{cell.File}");
        await score.RestAsync("GET /queues/{id}", "queue", who, $"/queues/{cell.Queue}");
        await score.RestAsync("GET /queues/{id}/keys", "queue", who, $"/queues/{cell.Queue}/keys");
        await score.RestAsync("GET /inboxes/{id}", "queue", who, $"/inboxes/{cell.Inbox}");
    }

    private async Task WritesAsync(Asker who, RightsCell cell)
    {
        var ticket = $"/tickets/{cell.Rest}";
        await score.RestAsync("PUT /tickets/{number}/draft", "read", who, $"{ticket}/draft", new { kind = "public", text = "Dear" });
        await score.RestAsync("POST /tickets/{number}/watchers", "read", who, $"{ticket}/watchers", new { });
        await score.RestAsync("DELETE /tickets/{number}/watchers", "read", who, $"{ticket}/watchers", new { });
        await score.RestAsync("POST /tickets/{number}/watchers", "edit", who, $"{ticket}/watchers", new { agent = somebody.Id });
        await score.RestAsync("DELETE /tickets/{number}/watchers", "edit", who, $"{ticket}/watchers", new { agent = somebody.Id });
        await score.RestAsync("POST /tickets/{number}/messages", "note", who, $"{ticket}/messages", new { kind = "note", text = "n" });
        await score.RestAsync("POST /tickets/{number}/lock", "reply", who, $"{ticket}/lock", new { });
        await score.RestAsync("POST /tickets/{number}/lock/takeover", "reply", who, $"{ticket}/lock/takeover", new { });
        await score.RestAsync("DELETE /tickets/{number}/lock", "read", who, $"{ticket}/lock");
        await score.RestAsync("POST /tickets/{number}/messages", "reply", who, $"{ticket}/messages", new { kind = "public", text = "r", baseSeq = 1000 });
        await score.RestAsync("POST /messages/{id}/retry", "reply", who, $"/messages/{cell.Mail}/retry", new { });
        await score.RestAsync("POST /tickets/{number}/forward", "reply", who, $"/tickets/{cell.MailNumber}/forward", new { to = new[] { new { address = "outside@customer.test" } }, text = "See" });
        await score.RestAsync("POST /tickets/{number}/time", "edit", who, $"{ticket}/time", new { minutes = 1 });
        foreach (var change in new object[] { new { subject = "Other" }, new { priority = "urgent" }, new { tags = new[] { "a" } }, new { urgency = "high" }, new { impact = "low" }, new { status = "pending" }, new { fields = new { a = 1 } }, new { contact = cell.Contact } })
        {
            await score.RestAsync("PATCH /tickets/{number}", "edit", who, ticket, change);
        }
        await score.RestAsync("PATCH /tickets/{number}", "own", who, ticket, new { responsible = somebody.Id });
        await score.RestAsync("PATCH /tickets/{number}", "own", who, $"/tickets/{await cell.TicketAsync(desk)}", new { assignee = somebody.Id });
        await score.RestAsync("POST /tickets", "create", who, "/tickets", new { subject = "New", queue = cell.Queue, contact = new { name = "A" }, message = new { kind = "note", text = "n" } });
    }

    private async Task TiesAsync(Asker who, RightsCell cell)
    {
        var (source, other, target) = (await cell.TicketAsync(desk), await cell.TicketAsync(desk), await cell.TicketAsync(desk));
        var seq = (await desk.PatchAsync($"/tickets/{other}", new { priority = "high" }))["lastSeq"]!.GetValue<long>();
        await score.RestAsync("POST /tickets/{number}/undo", "edit", who, $"/tickets/{other}/undo", new { seq });
        // A second ticket that may not be seen is no ticket: 400 for those who see the first, and not asked of them here.
        await score.RestAsync("POST /tickets/{number}/links", "edit", who, $"/tickets/{source}/links", new { type = "related", number = other });
        await score.RestAsync("DELETE /tickets/{number}/links", "edit", who, $"/tickets/{source}/links", new { type = "related", number = other });
        await score.RestAsync("POST /tickets/{number}/split", "split", who, $"/tickets/{other}/split", new { seqs = new[] { 2 } });
        await score.RestAsync("POST /tickets/{number}/move", "merge", who, $"/tickets/{source}/move", new { seqs = new[] { 2 }, to = target });
        await score.RestAsync("POST /tickets/{number}/merge", "merge", who, $"/tickets/{source}/merge", new { into = target });
    }

    /// <summary>What a change of many tickets comes to for the one here.</summary>
    private async Task BulkAsync(Asker who, RightsCell cell)
    {
        var number = await cell.TicketAsync(desk);
        foreach (var (row, change) in new (string, object)[] { ("edit", new { addTags = new[] { "b" } }), ("own", new { responsible = somebody.Id }), ("close", new { status = "closed" }), ("move", new { queue = open }) })
        {
            var job = await DoneAsync(who.Agent, await RightsDesk.SendAsync(who.Agent.Http, HttpMethod.Post, "/tickets/bulk", new { numbers = new[] { number }, change }, 202));
            var code = job["refusals"]!.AsArray().SingleOrDefault()?["code"]!.GetValue<string>();
            score.Note("POST /tickets/bulk", row, who, code switch { null => '+', "forbidden" => 'x', "not-found" => '.', _ => '?' }, job.ToJsonString());
        }
    }

    public static async Task<JsonNode> DoneAsync(RightsAgent agent, JsonNode job)
    {
        while (job["state"]!.GetValue<string>() != "done")
        {
            job = await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, $"/jobs/{job["id"]}", null, 200);
        }
        return job;
    }

    private async Task QueuesAsync(Asker who, RightsCell cell)
    {
        await score.RestAsync("PATCH /queues/{id}", "manage", who, $"/queues/{cell.Queue}", new { settings = new { followUpDays = 20 } });
        await score.RestAsync("POST /queues/{id}/preview", "manage", who, $"/queues/{cell.Queue}/preview", new { text = "{{ queue.name }}" });
        var body = new { key = MailCertificates.Pem("support@hub.test", withKey: true) };
        var key = RightsDesk.Id((await desk.PostAsync($"/queues/{cell.Queue}/keys", body))["items"]![0]!);
        await score.RestAsync("POST /queues/{id}/keys", "manage", who, $"/queues/{cell.Queue}/keys", body);
        await score.RestAsync("DELETE /queues/{id}/keys/{key}", "manage", who, $"/queues/{cell.Queue}/keys/{key}");
        await score.RestAsync("POST /queues", "make", who, "/queues", new { name = RightsDesk.Unique("Below"), parent = cell.Queue });
        // It is in use: whoever may take it away is told so.
        await score.RestAsync("DELETE /queues/{id}", "unmake", who, $"/queues/{cell.Queue}");
    }

    private async Task CallsAsync(Asker who, HubClient live, RightsCell cell)
    {
        var number = cell.Hub;
        await score.CallAsync("Watch", "read", who, live, new { number });
        await score.CallAsync("Draft", "read", who, live, new { number, kind = "note", text = "d", revision = 1 });
        await score.CallAsync("Read", "read", who, live, new { number, seq = 1 });
        await score.CallAsync("Typing", "reply", who, live, new { number, mode = "replying" });
        await score.CallAsync("Note", "note", who, live, new { number, text = "n" });
        await score.CallAsync("Lock", "reply", who, live, new { number });
        await score.CallAsync("TakeOver", "reply", who, live, new { number });
        await score.CallAsync("Unlock", "read", who, live, new { number });
        await score.CallAsync("Reply", "reply", who, live, new { number, text = "r", baseSeq = 1000 });
        await score.CallAsync("Change", "edit", who, live, new { number, tags = new[] { "b" } });
        await score.CallAsync("Change", "own", who, live, new { number, responsible = somebody.Id });
        await score.CallAsync("Change", "close", who, live, new { number, status = "closed" });
        await score.CallAsync("Change", "move", who, live, new { number, queue = open });
        await score.CallAsync("Unwatch", "everybody", who, live, new { number });
    }

    /// <summary>Closing, shelves and moving away: the last of what is asked about a ticket.</summary>
    private async Task ClosingAsync(Asker who, RightsCell cell)
    {
        var ticket = $"/tickets/{cell.Rest}";
        await score.RestAsync("PATCH /tickets/{number}", "close", who, ticket, new { status = "closed" });
        await desk.PatchAsync(ticket, new { status = "closed" });
        foreach (var shelf in new[] { "archive", "spam", "trash" })
        {
            await score.RestAsync($"POST /tickets/{{number}}/{shelf}", "close", who, $"{ticket}/{shelf}", new { });
            await score.RestAsync($"DELETE /tickets/{{number}}/{shelf}", "close", who, $"{ticket}/{shelf}");
        }
        await desk.PatchAsync(ticket, new { status = "closed" });
        await score.RestAsync("PATCH /tickets/{number}", "close", who, ticket, new { status = "open" });
        await score.RestAsync("PATCH /tickets/{number}", "move", who, ticket, new { queue = open });
        var isMoved = (await desk.GetAsync(ticket))["queue"]!["id"]!.GetValue<string>() == open;
        score.Note("PATCH /tickets/{number}", "move", who, isMoved ? '+' : RightsTable.Expect("move", who.Profile, who.Place) is '+' ? '?' : RightsTable.Expect("move", who.Profile, who.Place), "where the ticket lies");
    }
}
