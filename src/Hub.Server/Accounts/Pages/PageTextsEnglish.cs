namespace Hub.Server.Accounts.Pages;

/// <summary>English.</summary>
public static class PageTextsEnglish
{
    public static PageTexts All { get; } = new()
    {
        Language = "en",
        SignIn = "Sign in",
        SignInLead = "Welcome back. Sign in to answer.",
        Email = "E-mail address",
        Password = "Password",
        Remember = "Stay signed in for 30 days",
        Forgotten = "Forgot your password?",
        Refused = "That address and password do not fit together.",
        Throttled = "Too many tries. Please wait {0} minutes.",
        Expired = "This form had been open for too long. Please try again.",
        SignOut = "Sign out",
        SignedOut = "You are signed out.",
        Welcome = "Welcome to Hub",
        ChoosePassword = "Choose a password of at least 8 characters. A few words in a row are good.",
        NewPassword = "New password",
        Repeat = "New password again",
        NotEqual = "The two passwords differ.",
        Weak = "A password has 8 to 256 characters and is not easy to guess.",
        Save = "Save and go on",
        LinkGone = "This link cannot be used any more",
        LinkGoneLead = "Each link works once and for a limited time. Ask an administrator for a new one, or request a reset.",
        Reset = "Reset your password",
        ResetLead = "We send a link to your address. It works once, for an hour.",
        SendLink = "Send the link",
        ResetSent = "If an account with this address exists, a link is on its way. If nothing comes, ask an administrator for a link.",
        ChangePassword = "Change your password",
        CurrentPassword = "Current password",
        WrongPassword = "The current password is wrong.",
        BackToSignIn = "Back to sign-in",
        StartLead = "Chat and e-mail in one live thread, answered once.",
        Console = "Console",
        ConsoleLead = "Where agents read and answer",
        Demo = "Demo shop",
        DemoLead = "A page with the chat widget in it",
        Api = "API reference",
        ApiLead = "REST, described and ready to try",
        MailSubject = "Your link to set a password",
        MailText = "Hello,\n\nyou can set a new password here, once and within an hour:\n\n{0}\n\nIf you did not ask for it, nothing needs to be done.",
    };
}
