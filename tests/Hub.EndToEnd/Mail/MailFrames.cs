using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Mail;

/// <summary>The frames of a page that show mails.</summary>
internal static class MailFrames
{
    private const int Patience = 1_000;

    /// <summary>Every frame came as far with its document.</summary>
    public static async Task ReachAsync(IPage page, LoadState state)
    {
        foreach (var frame in page.Frames)
        {
            // The library looks whether the state was told and then listens: what is told in between it never hears, but sees when asked again.
            await Eventually.HoldsAsync($"{frame.Url} comes to {state}", async _ =>
            {
                try
                {
                    await frame.WaitForLoadStateAsync(state, new() { Timeout = Patience });
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
