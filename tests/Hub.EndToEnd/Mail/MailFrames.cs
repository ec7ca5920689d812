using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Mail;

/// <summary>The frames of a page that show mails.</summary>
internal static class MailFrames
{
    private const int Patience = 1_000;

    /// <summary>Every frame has read its document.</summary>
    public static async Task AreReadAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            // The library looks whether the state was told and then listens: what is told in between it never hears, but sees when asked again.
            await Eventually.HoldsAsync($"{frame.Url} is read", async _ =>
            {
                try
                {
                    await frame.WaitForLoadStateAsync(LoadState.DOMContentLoaded, new() { Timeout = Patience });
                    return true;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            });
        }
    }
}
