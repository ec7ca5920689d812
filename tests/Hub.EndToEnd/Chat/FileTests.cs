using System.Security.Cryptography;
using System.Text;
using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Chat;

/// <summary>Files go both ways, unchanged.</summary>
public sealed class FileTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task Files_reach_the_other_side_as_they_were()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, _) = await scene.BeginAsync("I have a file for you");

        var theirs = RandomNumberGenerator.GetBytes(700_000);
        await visitor.AttachAsync("crack.bin", "application/octet-stream", theirs);
        await visitor.WriteAsync("Here it is");
        await Expect(agent.FilesOf("Here it is")).ToContainTextAsync("crack.bin");
        (await DownloadAsync(agent.Page, () => agent.FilesOf("Here it is").ClickAsync())).ShouldBe(theirs);

        var ours = Encoding.UTF8.GetBytes("Print this and stick it on the parcel.\n");
        await agent.AttachAsync("label.txt", "text/plain", ours);
        await agent.ReplyAsync("Your label");
        var received = visitor.Message("Your label");
        await Expect(received).ToContainTextAsync("label.txt");
        (await DownloadAsync(visitor.Page, () => received.GetByText("label.txt").ClickAsync())).ShouldBe(ours);
    }

    private static async Task<byte[]> DownloadAsync(IPage page, Func<Task> click)
    {
        var download = await page.RunAndWaitForDownloadAsync(click);
        await using var stream = await download.CreateReadStreamAsync();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }
}
