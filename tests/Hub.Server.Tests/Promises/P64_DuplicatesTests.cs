using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P64: a second request of an impatient customer is recognised.</summary>
public sealed class P64_DuplicatesTests(RestHub hub) : IClassFixture<RestHub>
{
    [Fact]
    public async Task P64_the_same_contact_with_similar_words_is_a_possible_duplicate()
    {
        var first = await MakeAsync("ada@twice.test", "Kettle leaks", "My new kettle leaks at the base since Monday");
        var second = await MakeAsync("ada@twice.test", "Kettle leaks!", "Hello? My new kettle leaks at the base since Monday!");
        var other = await MakeAsync("ada@twice.test", "Invoice", "Please send the invoice of order 4711 again");
        await MakeAsync("bob@twice.test", "Kettle leaks", "My new kettle leaks at the base since Monday");

        var found = (await hub.GetAsync($"/tickets/{second}/duplicates"))["items"]!.AsArray();
        found.ShouldHaveSingleItem()!["ticket"]!["number"]!.GetValue<string>().ShouldBe(first);
        found[0]!["similarity"]!.GetValue<double>().ShouldBeGreaterThan(0.5);
        (await hub.GetAsync($"/tickets/{other}/duplicates"))["items"]!.AsArray().ShouldBeEmpty();
        (await hub.GetAsync($"/tickets/{second}/duplicates?within=0h"))["items"]!.AsArray().ShouldBeEmpty();
        await hub.PatchAsync($"/tickets/{first}", new { status = "closed" });
        (await hub.GetAsync($"/tickets/{second}/duplicates"))["items"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<string> MakeAsync(string email, string subject, string text) => (await hub.PostAsync("/tickets", new
    {
        subject,
        contact = new { name = "Ada", email },
        message = new { kind = "public", text },
    }))["number"]!.GetValue<string>();
}
