using System.Net;
using System.Net.Http.Json;
using Hub.Core.Ports;
using Hub.Core.Requests;
using Hub.Core.Storage;
using Hub.Server.Http.Idempotency;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Http;

public sealed class IdempotencyTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_answers_the_same_and_makes_one_thing()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await SendAsync(key, "Once");
        using var second = await SendAsync(key, "Once");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await second.Content.ReadAsStringAsync(Ct)).ShouldBe(await first.Content.ReadAsStringAsync(Ct));

        using var other = await SendAsync(key, "Twice");
        (await RestHub.ReadAsync(other, 422))["code"]!.GetValue<string>().ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task Of_many_at_once_one_runs_and_the_others_wait_or_get_its_answer()
    {
        var key = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(key, "Parallel")));
        answers.ShouldAllBe(static answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
        var bodies = new HashSet<string>();
        foreach (var answer in answers.Where(static answer => answer.StatusCode == HttpStatusCode.Created))
        {
            bodies.Add(await answer.Content.ReadAsStringAsync(Ct));
        }
        bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_repeated_too()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await SendAsync(key, "");
        using var second = await SendAsync(key, "");
        first.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await second.Content.ReadAsStringAsync(Ct)).ShouldBe(await first.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task What_a_commit_made_is_noted_in_that_commit()
    {
        var store = (IHubStore)hub.Services.GetService(typeof(IHubStore))!;
        var record = new IdempotencyRecord
        {
            Id = new DocId<IdempotencyRecord>($"idm_{Guid.NewGuid():n}"),
            BodyHash = "x",
            ExpiresAt = TimeProvider.System.GetUtcNow(),
        };
        await store.CommitAsync(new ChangeSet().Insert(record), Ct);
        KeyedRequest.Current = new KeyedRequest(record with { Version = 1 });
        var contact = new Core.Contacts.Contact { Id = ContactId.New(TimeProvider.System), Name = "Noted", CreatedAt = TimeProvider.System.GetUtcNow() };
        await store.CommitAsync(new ChangeSet().Insert(contact), Ct);
        KeyedRequest.Current = null;

        (await store.FindAsync(record.Id, Ct))!.Made.ShouldBe(contact.ToRef());
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/contacts") { Content = JsonContent.Create(new { name }) };
        request.Headers.Add(IdempotencyKeys.Header, key);
        return await hub.Api.SendAsync(request, Ct);
    }
}
