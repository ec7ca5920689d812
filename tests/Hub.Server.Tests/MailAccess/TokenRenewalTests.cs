using Hub.Core.MailAccess;
using Hub.Core.Ports;
using Hub.MailServers;
using Hub.Server.OAuth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Server.Tests.MailAccess;

/// <summary>When tokens are renewed, by whom, and what happens when the provider does not answer. The provider's refresh tokens work once;
/// using one twice ends the agreement.</summary>
[Collection(MailAccessScene.Name)]
public sealed class TokenRenewalTests(MailAccessScene scene)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_its_end_and_what_replaces_the_refresh_token_is_kept()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("ahead");
        var (refresh, access, stored) = await scene.TokensAsync(mailbox);
        stored.ExpiresAt!.Value.ShouldBe(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        (await Node(54).GetAsync(await scene.InboxAsync(mailbox), Ct)).ShouldBe(new TokenOutcome.Ready(access));
        var first = (await Node(56).GetAsync(await scene.InboxAsync(mailbox), Ct)).ShouldBeOfType<TokenOutcome.Ready>();
        first.AccessToken.ShouldNotBe(access);
        var replaced = await scene.TokensAsync(mailbox);
        replaced.Refresh.ShouldNotBe(refresh);
        // Only with the replaced one does the provider go on.
        (await Node(180).GetAsync(await scene.InboxAsync(mailbox), Ct)).ShouldBeOfType<TokenOutcome.Ready>().AccessToken.ShouldNotBe(first.AccessToken);
    }

    [Fact]
    public async Task Many_callers_on_two_nodes_ask_the_provider_once()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("many");
        var inbox = await scene.InboxAsync(mailbox);
        var asked = new CountingEndpoint(scene.Hub.Services.GetRequiredService<ITokenEndpoint>());
        MailboxTokens[] nodes = [Node(58, asked), Node(58, asked)];

        var got = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () => await nodes[caller % 2].GetAsync(inbox, Ct), Ct)));

        asked.Count.ShouldBe(1);
        got.Distinct().ShouldHaveSingleItem().ShouldBeOfType<TokenOutcome.Ready>();
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_asked_again_after_growing_pauses_and_the_old_token_serves_meanwhile()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("away");
        var inbox = await scene.InboxAsync(mailbox);
        var access = (await scene.TokensAsync(mailbox)).Access;
        var away = new CountingEndpoint(new AwayEndpoint());
        var clock = new ShiftedClock(TimeSpan.FromMinutes(56));
        var node = Node(clock, away);

        (await node.GetAsync(inbox, Ct)).ShouldBe(new TokenOutcome.Ready(access));
        (await node.GetAsync(inbox, Ct)).ShouldBe(new TokenOutcome.Ready(access));
        away.Count.ShouldBe(1);
        (await node.RenewAsync(inbox, access, Ct)).ShouldBeOfType<TokenOutcome.Unavailable>();
        away.Count.ShouldBe(1);
        clock.Shift += TimeSpan.FromSeconds(6);
        (await node.GetAsync(inbox, Ct)).ShouldBe(new TokenOutcome.Ready(access));
        clock.Shift += TimeSpan.FromSeconds(6);
        (await node.GetAsync(inbox, Ct)).ShouldBe(new TokenOutcome.Ready(access));
        away.Count.ShouldBe(2);
        clock.Shift += TimeSpan.FromMinutes(5);
        (await node.GetAsync(inbox, Ct)).ShouldBeOfType<TokenOutcome.Unavailable>();
        away.Count.ShouldBe(3);
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
    }

    [Fact]
    public async Task A_secret_that_ends_within_30_days_is_told_once_to_each_administrator()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("ends", "clientCredentials");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var warn = scene.Hub.Services.GetRequiredService<WarnOfExpiry>();
        await ExpireAsync(today.AddDays(31));
        (await ToldAsync()).ShouldBe(0);
        await ExpireAsync(today.AddDays(30));
        (await ToldAsync()).ShouldBe(1);
        await warn.HandleAsync(Ct);
        (await ToldAsync()).ShouldBe(1);
        await ExpireAsync(today.AddDays(5));
        (await ToldAsync()).ShouldBe(2);

        async Task ExpireAsync(DateOnly last)
        {
            await scene.Hub.PatchAsync($"/inboxes/{mailbox.Id}", new { settings = new { oauth = new { clientSecretExpiresOn = last } } });
            await warn.HandleAsync(Ct);
        }

        async Task<int> ToldAsync() => (await scene.Hub.GetAsync("/notices?limit=200"))["items"]!.AsArray()
            .Count(notice => notice!["type"]!.GetValue<string>() == "secretExpires" && notice["subject"]!.GetValue<string>() == mailbox.Address);
    }

    private MailboxTokens Node(int minutes, ITokenEndpoint? endpoint = null) => Node(new ShiftedClock(TimeSpan.FromMinutes(minutes)), endpoint);

    private MailboxTokens Node(TimeProvider clock, ITokenEndpoint? endpoint) => new(
        scene.Hub.Services.GetRequiredService<IHubStore>(), endpoint ?? scene.Hub.Services.GetRequiredService<ITokenEndpoint>(),
        scene.Hub.Services.GetRequiredService<SignInAlarm>(), scene.Hub.Services.GetRequiredService<ISecretSealer>(), clock, NullLogger<MailboxTokens>.Instance);

    /// <summary>The machine's time, later by so much; timers run as ever.</summary>
    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public TimeSpan Shift { get; set; } = shift;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }

    private sealed class CountingEndpoint(ITokenEndpoint real) : ITokenEndpoint
    {
        private int _count;

        public int Count => _count;

        public ValueTask<TokenAnswer> AskAsync(TokenRequest request, CancellationToken ct)
        {
            Interlocked.Increment(ref _count);
            return real.AskAsync(request, ct);
        }
    }

    /// <summary>The real client, sent to a port where nobody listens.</summary>
    private sealed class AwayEndpoint : ITokenEndpoint
    {
        private readonly TokenEndpoint _http = new TokenEndpoint(new OneClient());

        public ValueTask<TokenAnswer> AskAsync(TokenRequest request, CancellationToken ct) =>
            _http.AskAsync(request with { Endpoint = new Uri("http://127.0.0.1:1/token") }, ct);

        private sealed class OneClient : IHttpClientFactory
        {
            public HttpClient CreateClient(string name) => new();
        }
    }
}
