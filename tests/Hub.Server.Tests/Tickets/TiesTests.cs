using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Tickets;

public sealed class TiesTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P33_Merged_tickets_read_as_one_in_time_order_keep_requesters_and_take_later_mail_at_the_target()
    {
        var inbox = await MailInboxAsync();
        var ada = await MailAsync(inbox, "ada", "Kettle", "one");
        var ben = await MailAsync(inbox, "ben", "Kettle again", "two");
        await MailAsync(inbox, "ada", $"Re: [Hub#{ada}]", "three");
        await MailAsync(inbox, "ben", $"Re: [Hub#{ben}]", "four");

        var merged = await hub.PostAsync($"/tickets/{ada}/merge", new { into = ben }, 200);
        merged["mergedInto"]!.GetValue<string>().ShouldBe(ben);
        merged["state"]!.GetValue<string>().ShouldBe("merged");
        (await hub.GetAsync($"/tickets/{ada}"))["mergedInto"]!.GetValue<string>().ShouldBe(ben);

        (await MailAsync(inbox, "ada", $"Re: [Hub#{ada}]", "five")).ShouldBe(ben);
        (await TextsAsync(ben, 2)).ShouldBe(["one", "two", "three", "four", "five"]);
        (await hub.PostAsync($"/tickets/{ada}/messages", new { kind = "note", text = "late" }, 409))["code"]!.GetValue<string>().ShouldBe("already-merged");
        (await hub.PostAsync($"/tickets/{ben}/merge", new { into = ada }, 409))["into"]!.GetValue<string>().ShouldBe(ben);
        (await hub.GetAsync($"/tickets/{ben}/messages?after=1", 400))["errors"]!["after"].ShouldNotBeNull();
    }

    [Fact]
    public async Task P33_A_merge_is_undone_from_the_history_of_either_ticket()
    {
        var (first, second) = (await NumberAsync(), await NumberAsync());
        await hub.PostAsync($"/tickets/{first}/merge", new { into = second }, 200);
        var activity = (await EntriesAsync(second)).Last(static entry => entry["change"]?["what"]!.GetValue<string>() == "merged");

        (await hub.PostAsync($"/tickets/{second}/undo", new { seq = activity["seq"]!.GetValue<long>() }, 200))["members"]!.AsArray().ShouldBeEmpty();
        var back = await hub.GetAsync($"/tickets/{first}");
        back["mergedInto"].ShouldBeNull();
        back["state"]!.GetValue<string>().ShouldBe("new");
        (await hub.PostAsync($"/tickets/{second}/undo", new { seq = activity["seq"]!.GetValue<long>() }, 409))["code"]!.GetValue<string>()
            .ShouldBe("nothing-to-undo");
    }

    [Fact]
    public async Task P34_Selected_entries_become_a_new_linked_ticket_in_another_queue()
    {
        var number = await NumberAsync();
        var note = await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "also the lid" });
        var queue = (await hub.PostAsync("/queues", new { name = $"Repairs {Guid.NewGuid():n}" }))["id"]!.GetValue<string>();
        var seq = note["seq"]!.GetValue<long>();

        var made = await hub.PostAsync($"/tickets/{number}/split", new { seqs = new[] { seq }, subject = "Lid", queue }, 200);
        var fresh = made["number"]!.GetValue<string>();
        made["queue"]!["id"]!.GetValue<string>().ShouldBe(queue);
        made["links"]![0]!["number"]!.GetValue<string>().ShouldBe(number);
        (await hub.GetAsync($"/tickets/{number}"))["links"]![0]!["number"]!.GetValue<string>().ShouldBe(fresh);
        var copy = (await EntriesAsync(fresh)).Single(static entry => entry["text"]!.GetValue<string>() == "also the lid");
        copy["origin"]!["ticket"]!.GetValue<string>().ShouldBe(number);
        copy["origin"]!["seq"]!.GetValue<long>().ShouldBe(seq);
        (await hub.GetAsync($"/messages/{note["id"]}"))["movedTo"]!["ticket"]!.GetValue<string>().ShouldBe(fresh);
        (await hub.PostAsync($"/tickets/{number}/split", new { seqs = new[] { seq } }, 409))["code"]!.GetValue<string>().ShouldBe("already-moved");

        var split = (await EntriesAsync(number)).Single(static entry => entry["change"]?["what"]!.GetValue<string>() == "split");
        await hub.PostAsync($"/tickets/{number}/undo", new { seq = split["seq"]!.GetValue<long>() }, 200);
        (await hub.GetAsync($"/messages/{note["id"]}"))["movedTo"].ShouldBeNull();
        (await hub.GetAsync($"/tickets/{fresh}"))["state"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task Entries_move_to_another_ticket_with_their_files_and_back()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "a.bin" } };
        using var uploaded = await hub.Api.PostAsync("/api/v1/attachments", form, Ct);
        var file = (await RestHub.ReadAsync(uploaded, 201))["id"]!.GetValue<string>();
        var (number, to) = (await NumberAsync(), await NumberAsync());
        var note = await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "see file", attachments = new[] { file } });
        await hub.PostAsync($"/tickets/{number}/move", new { seqs = new[] { note["seq"]!.GetValue<long>() }, to }, 200);

        var copy = (await EntriesAsync(to)).Single(static entry => entry["text"]!.GetValue<string>() == "see file");
        using var download = await hub.Api.GetAsync($"/api/v1/attachments/{copy["attachments"]![0]!["id"]}", Ct);
        (await download.Content.ReadAsByteArrayAsync(Ct)).ShouldBe([1, 2, 3]);
        var moved = (await EntriesAsync(number)).Single(static entry => entry["change"]?["what"]!.GetValue<string>() == "moved");
        await hub.PostAsync($"/tickets/{number}/undo", new { seq = moved["seq"]!.GetValue<long>() }, 200);
        (await hub.GetAsync($"/messages/{note["id"]}"))["movedTo"].ShouldBeNull();
        (await hub.GetAsync($"/messages/{copy["id"]}"))["movedTo"]!["ticket"]!.GetValue<string>().ShouldBe(number);
    }

    [Fact]
    public async Task P35_A_parent_closes_only_after_its_children_and_is_told_when_the_last_one_closes()
    {
        var (parent, child, other) = (await NumberAsync(), await NumberAsync(), await NumberAsync());
        await hub.PostAsync($"/tickets/{parent}/links", new { type = "child", number = child }, 200);
        await hub.PostAsync($"/tickets/{other}/links", new { type = "parent", number = parent }, 200);
        (await hub.PostAsync($"/tickets/{parent}/links", new { type = "parent", number = child }, 409))["code"]!.GetValue<string>().ShouldBe("link-cycle");

        var refused = await hub.PatchAsync($"/tickets/{parent}", new { status = "closed" }, 409);
        refused["code"]!.GetValue<string>().ShouldBe("open-children");
        refused["tickets"]!.AsArray().Select(static t => t!["number"]!.GetValue<string>()).ShouldBe([child, other], ignoreOrder: true);
        (await hub.PostAsync($"/tickets/{parent}/messages", new { kind = "note", text = "x", then = new { status = "closed" } }, 409))["code"]!
            .GetValue<string>().ShouldBe("open-children");

        await hub.PatchAsync($"/tickets/{child}", new { status = "closed" });
        (await EntriesAsync(parent)).ShouldNotContain(static entry => What(entry) == "children");
        await hub.PatchAsync($"/tickets/{other}", new { status = "closed" });
        (await EntriesAsync(parent)).ShouldContain(static entry => What(entry) == "children");
        await hub.PatchAsync($"/tickets/{parent}", new { status = "closed" });
        await hub.PatchAsync($"/tickets/{child}", new { status = "open" });
        (await hub.GetAsync($"/tickets/{parent}"))["state"]!.GetValue<string>().ShouldBe("open");

        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/tickets/{parent}/links")
        {
            Content = JsonContent.Create(new { type = "child", number = child }),
        };
        using var removed = await hub.Api.SendAsync(delete, Ct);
        (await RestHub.ReadAsync(removed, 200))["links"]!.AsArray().Count.ShouldBe(1);
        (await hub.GetAsync($"/tickets/{child}"))["links"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task P35_A_closed_parent_that_gets_an_open_child_opens_and_so_do_those_above_it()
    {
        var (above, parent, child) = (await NumberAsync(), await NumberAsync(), await NumberAsync());
        await hub.PostAsync($"/tickets/{above}/links", new { type = "child", number = parent }, 200);
        await hub.PatchAsync($"/tickets/{parent}", new { status = "closed" });
        await hub.PatchAsync($"/tickets/{above}", new { status = "closed" });

        (await hub.PostAsync($"/tickets/{parent}/links", new { type = "child", number = child }, 200))["links"]!.AsArray().Count.ShouldBe(2);

        (await hub.GetAsync($"/tickets/{parent}"))["state"]!.GetValue<string>().ShouldBe("open");
        (await hub.GetAsync($"/tickets/{above}"))["state"]!.GetValue<string>().ShouldBe("open");
    }

    [Fact]
    public async Task A_change_is_undone_only_while_it_still_stands()
    {
        var number = await NumberAsync();
        await hub.PatchAsync($"/tickets/{number}", new { priority = "high" });
        var seq = (await EntriesAsync(number))[^1]["seq"]!.GetValue<long>();
        await hub.PatchAsync($"/tickets/{number}", new { priority = "urgent" });
        (await hub.PostAsync($"/tickets/{number}/undo", new { seq }, 409))["code"]!.GetValue<string>().ShouldBe("changed-since");
        (await hub.PostAsync($"/tickets/{number}/undo", new { seq = seq + 1 }, 200))["priority"]!.GetValue<string>().ShouldBe("high");
        (await hub.PostAsync($"/tickets/{number}/undo", new { seq }, 200))["priority"]!.GetValue<string>().ShouldBe("normal");
    }

    private static string? What(JsonNode entry) => entry["change"]?["what"]!.GetValue<string>();

    private async Task<string> NumberAsync() => (await hub.TicketAsync())["number"]!.GetValue<string>();

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string number) =>
        [.. (await hub.GetAsync($"/tickets/{number}/messages?limit=200"))["items"]!.AsArray().Select(static entry => entry!)];

    private async Task<List<string>> TextsAsync(string number, int pageSize)
    {
        var texts = new List<string>();
        string? cursor = null;
        do
        {
            var page = await hub.GetAsync($"/tickets/{number}/messages?limit={pageSize}&cursor={cursor}");
            texts.AddRange(page["items"]!.AsArray().Where(static entry => entry!["kind"]!.GetValue<string>() == "public")
                .Select(static entry => entry!["text"]!.GetValue<string>().Trim()));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return texts;
    }

    private async Task<string> MailInboxAsync() => (await hub.PostAsync("/inboxes", new
    {
        name = $"Mail {Guid.NewGuid():n}",
        channel = "email",
        settings = new { address = $"{Guid.NewGuid():n}@hub.test" },
    }))["id"]!.GetValue<string>();

    private async Task<string> MailAsync(string inbox, string from, string subject, string text)
    {
        var mail = $"From: {from}@customer.test\r\nTo: shop@hub.test\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\n\r\n{text}\r\n";
        using var content = new StringContent(mail, null, "message/rfc822");
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        return (await RestHub.ReadAsync(answer, 202))["ticket"]!.GetValue<string>();
    }
}
