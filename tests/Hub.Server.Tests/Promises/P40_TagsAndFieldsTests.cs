using System.Net;
using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P40: custom tags and fields, searchable and filterable.</summary>
public sealed class P40_TagsAndFieldsTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P40_tags_are_added_removed_and_filtered_by_any_all_and_none()
    {
        var both = await TaggedAsync("vip", "Late");
        var vip = await TaggedAsync("vip");
        var late = await TaggedAsync("late", "heavy");
        (await NumbersAsync("tag=vip,late")).ShouldBe([both, vip, late], ignoreOrder: true);
        (await NumbersAsync("tagsAll=vip,late")).ShouldBe([both]);
        (await NumbersAsync("tag=late&tagsNone=vip,other")).ShouldBe([late]);
        await hub.PatchAsync($"/tickets/{both}", new { tags = new[] { "late" } });
        (await NumbersAsync("tag=vip&sort=-priority")).ShouldBe([vip]);
    }

    [Fact]
    public async Task P40_typed_fields_take_only_what_fits_them()
    {
        await hub.PostAsync("/fields", new { name = "region", label = "Region", type = "choice", choices = new[] { "EU", "US" } });
        await hub.PostAsync("/fields", new { name = "amount", type = "number" });
        await hub.PostAsync("/fields", new { name = "due", type = "date" });
        await hub.PostAsync("/fields", new { name = "parts", type = "multiChoice", choices = new[] { "lid", "base" } });
        await hub.PostAsync("/fields", new { name = "paid", type = "checkbox" });
        var path = $"/tickets/{(await hub.TicketAsync())["number"]}";
        foreach (var (name, wrong) in new (string, object)[] { ("region", "Mars"), ("amount", "12"), ("due", "tomorrow"), ("parts", new[] { "cable" }), ("paid", "yes") })
        {
            (await hub.PatchAsync(path, new { fields = new Dictionary<string, object> { [name] = wrong } }, 400))["errors"]![$"fields.{name}"].ShouldNotBeNull();
        }
        var fields = new { region = "EU", amount = -12.5, due = "2026-03-01", parts = new[] { "lid", "base" }, paid = true };
        var changed = await hub.PatchAsync(path, new { fields });
        changed["fields"]!["parts"]!.AsArray().Count.ShouldBe(2);

        var number = changed["number"]!.GetValue<string>();
        foreach (var query in (string[])["fields.region=EU", "fields.amount=-12.5", "fields.due=2026-03-01", "fields.parts=base", "fields.paid=true"])
        {
            (await NumbersAsync(query)).ShouldBe([number], query);
            (await NumbersAsync(query + "&sort=subject")).ShouldBe([number], query);
        }
        (await NumbersAsync("fields.region=US")).ShouldBeEmpty();
    }

    [Fact]
    public async Task P40_a_field_is_required_in_its_queue_while_its_condition_holds()
    {
        var queue = (await hub.PostAsync("/queues", new { name = "Repairs" }))["id"]!.GetValue<string>();
        await hub.PostAsync("/fields", new { name = "kind", type = "choice", choices = new[] { "repair", "question" }, queues = new[] { queue }, required = "always" });
        await hub.PostAsync("/fields", new { name = "serial", type = "text", queues = new[] { queue }, required = "close", when = new { field = "kind", @in = new[] { "repair" } } });

        (await MakeAsync(queue, new { }, 400))["errors"]!["fields.kind"].ShouldNotBeNull();
        var repair = $"/tickets/{(await MakeAsync(queue, new { kind = "repair" }))["number"]}";
        (await hub.PatchAsync(repair, new { fields = new { kind = (string?)null } }, 400))["errors"]!["fields.kind"].ShouldNotBeNull();
        (await hub.PatchAsync(repair, new { status = "closed" }, 400))["errors"]!["fields.serial"].ShouldNotBeNull();
        var reply = new { kind = "public", text = "Done", baseSeq = 99, then = new { status = "closed" } };
        (await hub.PostAsync($"{repair}/messages", reply, 400))["errors"]!["fields.serial"].ShouldNotBeNull();
        (await hub.PatchAsync(repair, new { status = "closed", fields = new { serial = "K-1" } }))["state"]!.GetValue<string>().ShouldBe("closed");

        var question = $"/tickets/{(await MakeAsync(queue, new { kind = "question" }))["number"]}";
        (await hub.PatchAsync(question, new { status = "closed" }))["state"]!.GetValue<string>().ShouldBe("closed");
        var elsewhere = $"/tickets/{(await hub.TicketAsync())["number"]}";
        (await hub.PatchAsync(elsewhere, new { fields = new { kind = "repair" } }, 400))["errors"]!["fields.kind"].ShouldNotBeNull();
    }

    [Fact]
    public async Task P40_fields_are_kept_in_order_and_named_once()
    {
        var field = await hub.PostAsync("/fields", new { name = "floor", type = "number", position = 7 });
        (await hub.PostAsync("/fields", new { name = "Floor", type = "text" }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        (await hub.PatchAsync($"/fields/{field["id"]}", new { type = "text" }, 400))["errors"]!["name"].ShouldNotBeNull();
        (await hub.PatchAsync($"/fields/{field["id"]}", new { label = "Storey" }))["label"]!.GetValue<string>().ShouldBe("Storey");
        using var gone = await hub.Api.DeleteAsync($"/api/v1/fields/{field["id"]}", Ct);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private Task<JsonNode> MakeAsync(string queue, object fields, int status = 201) => hub.PostAsync("/tickets", new
    {
        subject = "A case",
        queue,
        fields,
        contact = new { name = "Ada" },
        message = new { kind = "public", text = "Hello" },
    }, status);

    private async Task<string> TaggedAsync(params string[] tags)
    {
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        await hub.PatchAsync($"/tickets/{number}", new { tags });
        return number;
    }

    private async Task<List<string>> NumbersAsync(string query) =>
        [.. (await hub.GetAsync($"/tickets?{query}"))["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>())];
}
