using System.Net;
using Hub.Channels.Remote;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Channels.Tests.Remote;

/// <summary>The proxy for pictures against a server that wants more than to show one.</summary>
public sealed class RemoteImagesTests : IAsyncLifetime
{
    private const string Found = "HTTP/1.1 200 OK\nContent-Type: image/gif";
    private readonly PictureServer _server = new();
    private readonly List<string> _resolved = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_picture_comes_and_the_server_learns_nothing_of_the_reader()
    {
        _server.Answer("/a.gif?x=1", Found, PictureServer.Gif);
        using var images = Images();

        var image = (await images.FetchAsync(_server.At("/a.gif?x=1"), Ct)).ShouldNotBeNull();

        image.MediaType.ShouldBe("image/gif");
        image.Content.ToArray().ShouldBe(PictureServer.Gif);
        var asked = _server.Asked.ShouldHaveSingleItem();
        asked.ShouldContain("User-Agent: HubImageProxy/1.0");
        asked.ShouldNotContain("Referer", Case.Insensitive);
        asked.ShouldNotContain("Cookie", Case.Insensitive);
        asked.ShouldNotContain("Accept-Language", Case.Insensitive);
        _resolved.ShouldBe(["pictures.test"]);
    }

    [Theory]
    [InlineData("text/html", "<html><script>alert(1)</script>")]
    [InlineData("image/png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("image/gif", "GIF")]
    [InlineData("image/png", "")]
    public async Task What_is_no_picture_by_its_bytes_is_refused_whatever_it_is_called(string type, string body)
    {
        _server.Answer("/a", $"HTTP/1.1 200 OK\nContent-Type: {type}", System.Text.Encoding.UTF8.GetBytes(body));
        using var images = Images();

        (await images.FetchAsync(_server.At("/a"), Ct)).ShouldBeNull();
        _server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_is_one_by_its_bytes_even_when_it_is_called_a_page()
    {
        _server.Answer("/a", "HTTP/1.1 200 OK\nContent-Type: text/html", PictureServer.Gif);
        using var images = Images();
        (await images.FetchAsync(_server.At("/a"), Ct)).ShouldNotBeNull().MediaType.ShouldBe("image/gif");
    }

    [Fact]
    public async Task Redirects_are_followed_three_times_and_judged_each_time()
    {
        foreach (var (from, to) in new[] { ("/1", "/2"), ("/2", "/3"), ("/3", "/a"), ("/0", "/1"), ("/out", "http://inside.test/a"), ("/port", "http://pictures.test:1/a"), ("/file", "file:///etc/passwd") })
        {
            _server.Answer(from, $"HTTP/1.1 302 Found\nLocation: {to}", []);
        }
        _server.Answer("/a", Found, PictureServer.Gif);
        using var images = Images();

        (await images.FetchAsync(_server.At("/1"), Ct)).ShouldNotBeNull();
        (await images.FetchAsync(_server.At("/0"), Ct)).ShouldBeNull();
        (await images.FetchAsync(_server.At("/out"), Ct)).ShouldBeNull();
        (await images.FetchAsync(_server.At("/port"), Ct)).ShouldBeNull();
        (await images.FetchAsync(_server.At("/file"), Ct)).ShouldBeNull();
        _resolved.ShouldContain("inside.test");
    }

    [Fact]
    public async Task A_name_with_one_address_inside_is_not_dialled_at_all()
    {
        _server.Answer("/a", Found, PictureServer.Gif);
        using var images = new RemoteImages(TimeProvider.System, Network.Public with
        {
            Resolve = static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Loopback]),
            IsOwnPort = static _ => true,
        });

        (await images.FetchAsync(_server.At("/a"), Ct)).ShouldBeNull();
        _server.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://127.0.0.1/a")]
    [InlineData("http://2130706433/a")]
    [InlineData("http://0x7f.1/a")]
    [InlineData("http://0177.0.0.1/a")]
    [InlineData("http://[::1]/a")]
    [InlineData("http://[::ffff:127.0.0.1]/a")]
    [InlineData("http://localhost/a")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/a")]
    [InlineData("http://user:secret@8.8.8.8/a")]
    [InlineData("http://8.8.8.8:8080/a")]
    [InlineData("https://8.8.8.8:80/a")]
    [InlineData("ftp://8.8.8.8/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://8.8.8.8/a")]
    public async Task On_the_Internet_nothing_inside_is_dialled(string address)
    {
        using var images = new RemoteImages(TimeProvider.System);
        (await images.FetchAsync(new Uri(address), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_refused_whether_it_says_so_or_not()
    {
        _server.Answer("/said", $"HTTP/1.1 200 OK\nContent-Length: {RemoteImages.LargestImage + 1}", PictureServer.Gif);
        _server.Answer("/unsaid", async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nGIF89a"u8.ToArray(), Ct);
            var rest = new byte[RemoteImages.LargestImage];
            await stream.WriteAsync(rest, Ct);
        });
        using var images = Images();

        (await images.FetchAsync(_server.At("/said"), Ct)).ShouldBeNull();
        (await images.FetchAsync(_server.At("/unsaid"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_ten_seconds()
    {
        var clock = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answer("/a", async _ =>
        {
            asked.SetResult();
            await left.Task;
        });
        using var images = Images(clock);

        var fetching = images.FetchAsync(_server.At("/a"), Ct).AsTask();
        await asked.Task.WaitAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(9));
        fetching.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(2));

        (await fetching.WaitAsync(TimeSpan.FromSeconds(20), Ct)).ShouldBeNull();
        left.SetResult();
    }

    // The test's server is the only one "outside"; inside.test is a name of the inside.
    private RemoteImages Images(TimeProvider? clock = null) => new(clock ?? TimeProvider.System, new Network(
        (host, _) =>
        {
            _resolved.Add(host);
            return Task.FromResult<IPAddress[]>([host == "pictures.test" ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]);
        },
        static address => address.Equals(IPAddress.Loopback),
        address => address.Port == _server.Port || address.Host == "inside.test"));
}
