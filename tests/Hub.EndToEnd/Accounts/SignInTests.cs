using System.Text.RegularExpressions;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Accounts;

/// <summary>Who comes in, and by which links.</summary>
public sealed class SignInTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task The_console_asks_for_a_sign_in_and_then_shows_the_page_that_was_asked_for()
    {
        var number = await shared.Rest.CreateTicketAsync("Deep link", "Straight to here.");
        var jo = await shared.Rest.CreateAgentAsync("Jo Brandt");
        await using var window = await browsers.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(shared.Process.Address, $"/console/open/{number}").ToString());
        page.Url.ShouldContain("/signin");

        await new SignInPage(page).SubmitAsync(jo.Email, jo.Password);
        await Expect(page).ToHaveURLAsync(new Regex($"/console/open/{number}$"));
        await Expect(page.GetByTestId("thread-subject")).ToHaveTextAsync("Deep link");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var jo = await shared.Rest.CreateAgentAsync("Jo Brandt");
        await using var window = await browsers.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(shared.Process.Address, "/signin").ToString());
        var form = new SignInPage(page);

        await form.SubmitAsync(jo.Email, "not the password at all");
        await Expect(form.Alert).ToBeVisibleAsync();
        var words = await form.Alert.InnerTextAsync();
        words.ShouldNotBeNullOrWhiteSpace();
        await form.SubmitAsync("nobody@hub.test", "not the password at all");
        await Expect(form.Alert).ToHaveTextAsync(words, new() { UseInnerText = true });

        await form.SubmitAsync(jo.Email, jo.Password);
        await Expect(page).ToHaveURLAsync(new Regex("/console"));
    }

    [Fact]
    public async Task An_invitation_works_once()
    {
        var email = $"{HubRest.Unique("new").Replace(' ', '.')}@hub.test";
        var invited = await shared.Rest.PostAsync("/api/v1/agents", new { name = "Nele Neu", email });
        var link = (string)invited["invitation"]!["link"]!;
        const string Password = "chosen by the invited one";

        await using var window = await browsers.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(link);
        foreach (var field in await page.Locator("input[type=password]").AllAsync())
        {
            await field.FillAsync(Password);
        }
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/(console|signin)"));

        await using var other = await browsers.OpenAsync();
        var again = await other.NewPageAsync();
        await again.GotoAsync(link);
        await Expect(again.Locator("input[type=password]")).ToHaveCountAsync(0);

        var agent = await AgentPage.SignInAsync(other, shared.Process, email, Password);
        await Expect(agent.Page).ToHaveURLAsync(new Regex("/console"));
    }
}
