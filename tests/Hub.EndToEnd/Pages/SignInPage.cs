using Microsoft.Playwright;

namespace Hub.EndToEnd.Pages;

/// <summary>The sign-in form and the forms of its links.</summary>
public sealed class SignInPage(IPage page)
{
    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public ILocator Email => page.Locator("input[name=email]");

    public ILocator Password => page.Locator("input[type=password]").First;

    public async Task SubmitAsync(string email, string password)
    {
        await Email.FillAsync(email);
        await Password.FillAsync(password);
        await Password.PressAsync("Enter");
    }
}
