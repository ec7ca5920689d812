namespace Hub.Server.Accounts.Pages;

/// <summary>Words of the pages before and around the console, in the browser's language.</summary>
public sealed record PageTexts
{
    public required string Language { get; init; }

    public required string SignIn { get; init; }

    public required string SignInLead { get; init; }

    public required string Email { get; init; }

    public required string Password { get; init; }

    public required string Remember { get; init; }

    public required string Forgotten { get; init; }

    public required string Refused { get; init; }

    /// <summary><c>{0}</c> minutes.</summary>
    public required string Throttled { get; init; }

    public required string Expired { get; init; }

    public required string SignOut { get; init; }

    public required string SignedOut { get; init; }

    public required string Welcome { get; init; }

    public required string ChoosePassword { get; init; }

    public required string NewPassword { get; init; }

    public required string Repeat { get; init; }

    public required string NotEqual { get; init; }

    public required string Weak { get; init; }

    public required string Save { get; init; }

    public required string LinkGone { get; init; }

    public required string LinkGoneLead { get; init; }

    public required string Reset { get; init; }

    public required string ResetLead { get; init; }

    public required string SendLink { get; init; }

    public required string ResetSent { get; init; }

    public required string ChangePassword { get; init; }

    public required string CurrentPassword { get; init; }

    public required string WrongPassword { get; init; }

    public required string BackToSignIn { get; init; }

    public required string StartLead { get; init; }

    public required string Console { get; init; }

    public required string ConsoleLead { get; init; }

    public required string Demo { get; init; }

    public required string DemoLead { get; init; }

    public required string Api { get; init; }

    public required string ApiLead { get; init; }

    public required string MailSubject { get; init; }

    /// <summary><c>{0}</c> the link.</summary>
    public required string MailText { get; init; }

    /// <summary>The first language of the browser that we speak; English without one.</summary>
    public static PageTexts Of(HttpRequest request)
    {
        foreach (var wish in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(static wish => wish.Quality ?? 1))
        {
            if (wish.Value.StartsWith("de", StringComparison.OrdinalIgnoreCase))
            {
                return PageTextsGerman.All;
            }
            if (wish.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }
        }
        return PageTextsEnglish.All;
    }

    /// <summary>The texts of an agent's language.</summary>
    public static PageTexts Of(string? language) => language == "de" ? PageTextsGerman.All : PageTextsEnglish.All;
}
