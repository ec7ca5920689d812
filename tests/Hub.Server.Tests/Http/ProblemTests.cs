using System.Net;
using System.Text;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Http;

public sealed class ProblemTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/v1/nothing", null, null, 404, "not-found")]
    [InlineData("GET", "/api/v1/tickets/1", null, null, 404, "not-found")]
    [InlineData("PUT", "/api/v1/queues", null, null, 405, "method-not-allowed")]
    [InlineData("POST", "/api/v1/queues", "text/plain", "x", 415, "unsupported-media-type")]
    [InlineData("POST", "/api/v1/queues", "application/json", "{\"name\":", 400, "invalid")]
    [InlineData("POST", "/api/v1/queues", "application/json", "{\"name\":5}", 400, "invalid")]
    [InlineData("POST", "/api/v1/queues", "application/json", "{}", 400, "invalid")]
    [InlineData("POST", "/api/v1/attachments", "application/json", "{}", 415, "unsupported-media-type")]
    public async Task Every_refusal_is_a_problem_with_a_code(string method, string path, string? type, string? body, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!);
        using var answer = await hub.Api.SendAsync(request, Ct);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await RestHub.ReadAsync(answer, status);
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem.ToJsonString().ShouldNotContain(" at Hub.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-token")]
    public async Task Without_a_valid_token_nothing_is_told(string? token)
    {
        using var client = hub.Client(token);
        using var answer = await client.GetAsync("/api/v1/tickets", Ct);
        (await RestHub.ReadAsync(answer, 401))["code"]!.GetValue<string>().ShouldBe("unauthenticated");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task Pages_carry_the_headers_that_protect_them()
    {
        using var client = hub.Client();
        using var page = await client.GetAsync("/signin", Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task The_description_names_every_noun_and_needs_no_other_site()
    {
        using var client = hub.Client();
        var description = await client.GetStringAsync("/openapi/v1.json", Ct);
        foreach (var path in new[] { "/api/v1/tickets", "/api/v1/queues", "/api/v1/inboxes", "/api/v1/agents", "/api/v1/tray", "/api/v1/search" })
        {
            description.ShouldContain($"\"{path}\"");
        }
        (await client.GetStringAsync("/docs/api/", Ct)).ShouldNotContain("https://");
        (await client.GetStringAsync("/hub.css", Ct)).Length.ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task Health_names_each_part_and_metrics_are_text()
    {
        using var client = hub.Client();
        using var ready = await client.GetAsync("/health/ready", Ct);
        var health = await RestHub.ReadAsync(ready, 200);
        health["parts"]!.AsObject().Select(static part => part.Key).ShouldBe(["storage", "coordination", "workers"]);
        (await client.GetStringAsync("/metrics", Ct)).ShouldContain("hub_commits_total");
    }
}
