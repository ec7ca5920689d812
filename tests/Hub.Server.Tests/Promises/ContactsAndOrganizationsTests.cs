using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>Contacts have many addresses, are merged and taken apart again, and belong to organizations with one timeline.</summary>
public sealed class ContactsAndOrganizationsTests(RestHub hub) : IClassFixture<RestHub>
{
    [Fact]
    public async Task A_merge_moves_addresses_shows_one_timeline_and_is_taken_back_without_loss()
    {
        var ada = await hub.PostAsync("/contacts", new { name = "Ada", emails = new[] { "ada@one.test", "ada@two.test" }, phones = new[] { "+49 30 1", "+49 30 2" } });
        var ida = await hub.PostAsync("/contacts", new { name = "A. Nowak", emails = new[] { "nowak@one.test" } });
        var first = await TicketAsync(Id(ada));
        var second = await TicketAsync(Id(ida));

        var merged = await hub.PostAsync($"/contacts/{Id(ida)}/merge", new { into = Id(ada) }, 200);
        merged["emails"]!.AsArray().Count.ShouldBe(3);
        (await hub.GetAsync($"/contacts/{Id(ida)}"))["mergedInto"]!.GetValue<string>().ShouldBe(Id(ada));
        (await NumbersAsync($"/contacts/{Id(ada)}/tickets")).ShouldBe([second, first]);
        (await NumbersAsync($"/contacts/{Id(ida)}/tickets")).ShouldBe([second, first]);
        (await hub.GetAsync("/contacts?q=A. No"))["items"]!.AsArray().ShouldBeEmpty();
        var third = await hub.PostAsync("/tickets", new { subject = "x", contact = new { email = "nowak@one.test" }, message = new { kind = "public", text = "x" } });
        third["contact"]!["id"]!.GetValue<string>().ShouldBe(Id(ada));
        (await hub.PostAsync($"/contacts/{Id(ida)}/merge", new { into = Id(ada) }, 409))["code"]!.GetValue<string>().ShouldBe("taken");

        var restored = await hub.PostAsync($"/contacts/{Id(ida)}/unmerge", new { }, 200);
        restored["emails"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("nowak@one.test");
        (await hub.GetAsync($"/contacts/{Id(ada)}"))["emails"]!.AsArray().Count.ShouldBe(2);
        (await NumbersAsync($"/contacts/{Id(ida)}/tickets")).ShouldBe([second]);
    }

    [Fact]
    public async Task An_organization_has_contacts_fields_and_one_timeline()
    {
        await hub.PostAsync("/fields", new { name = "plan", type = "choice", scope = "organization", choices = new[] { "basic", "gold" } });
        await hub.PostAsync("/fields", new { name = "vip", type = "checkbox", scope = "contact" });
        var acme = await hub.PostAsync("/organizations", new { name = "Acme", fields = new { plan = "gold" } });
        (await hub.PostAsync("/organizations", new { name = "acme" }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        (await hub.PatchAsync($"/organizations/{Id(acme)}", new { fields = new { plan = "steel" } }, 400))["errors"]!["fields.plan"].ShouldNotBeNull();
        var ann = await hub.PostAsync("/contacts", new { name = "Ann", organization = Id(acme), fields = new { vip = true } });
        var bob = await hub.PostAsync("/contacts", new { name = "Bob" });
        (await hub.PatchAsync($"/contacts/{Id(bob)}", new { organization = "org_none" }, 400))["errors"]!["organization"].ShouldNotBeNull();
        await hub.PatchAsync($"/contacts/{Id(bob)}", new { organization = Id(acme) });
        string[] numbers = [await TicketAsync(Id(ann)), await TicketAsync(Id(bob))];
        (await NumbersAsync($"/organizations/{Id(acme)}/tickets")).ShouldBe(numbers.Reverse());
        (await hub.GetAsync($"/organizations/{Id(acme)}/contacts"))["items"]!.AsArray().Count.ShouldBe(2);
        using var used = await hub.Api.DeleteAsync($"/api/v1/organizations/{Id(acme)}", TestContext.Current.CancellationToken);
        (await RestHub.ReadAsync(used, 409))["code"]!.GetValue<string>().ShouldBe("in-use");
    }

    private static string Id(JsonNode node) => node["id"]!.GetValue<string>();

    private async Task<string> TicketAsync(string contact) => (await hub.PostAsync(
        "/tickets", new { subject = "x", contact = new { id = contact }, message = new { kind = "public", text = "x" } }))["number"]!.GetValue<string>();

    private async Task<List<string>> NumbersAsync(string path) =>
        [.. (await hub.GetAsync(path))["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>())];
}
