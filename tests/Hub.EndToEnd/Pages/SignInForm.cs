using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Pages;

/// <summary>The sign-in without a page that draws it, for tests that begin behind it; <see cref="SignInPage"/> fills it in as an agent does.</summary>
internal static partial class SignInForm
{
    /// <summary>The cookies go to the window whose requests these are.</summary>
    public static async Task SendAsync(IAPIRequestContext window, Uri hub, string email, string password)
    {
        var address = new Uri(hub, "/signin").ToString();
        var drawn = await window.GetAsync(address);
        var hidden = Hidden.Match(await drawn.TextAsync());
        var form = window.CreateFormData();
        form.Set(hidden.Groups["name"].Value, hidden.Groups["value"].Value);
        form.Set("email", email);
        form.Set("password", password);
        var answer = await window.PostAsync(address, new() { Form = form, MaxRedirects = 0 });
        answer.Status.ShouldBe(302, $"{email} is signed in");
    }

    [GeneratedRegex("type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Hidden { get; }
}
