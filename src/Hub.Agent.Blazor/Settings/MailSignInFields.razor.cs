using Hub.Agent.Blazor.Texts;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Settings;

/// <summary>How Hub signs in to a mailbox: by password or by an OAuth 2.0 grant. A chosen provider fills in its servers.</summary>
public partial class MailSignInFields : ComponentBase
{
    private bool _isCopied;

    [Parameter, EditorRequired]
    public required InboxSettings Settings { get; set; }

    /// <summary>The grant as it is stored; null for none.</summary>
    [Parameter]
    public OAuthSettings? Stored { get; set; }

    [Parameter]
    public EventCallback<InboxSettings> OnChange { get; set; }

    /// <summary>The person wants to sign in at the provider.</summary>
    [Parameter]
    public EventCallback OnAgree { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    [Inject]
    public required OAuthCallback Callback { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private OAuthDraft? Grant => Settings.OAuth;

    private string Chosen => Grant?.Provider.ToString() ?? "";

    private bool HasSecret => Stored?.SealedClientSecret is not null;

    private Task SetAsync(OAuthDraft grant) => OnChange.InvokeAsync(Settings with { OAuth = grant });

    private Task ChooseAsync(ChangeEventArgs change)
    {
        if (!Enum.TryParse<OAuthProvider>(change.Value as string, out var provider))
        {
            return OnChange.InvokeAsync(SignedInBy(Settings with { OAuth = null }, MailSignIn.Password));
        }
        var (imap, smtp) = provider switch
        {
            OAuthProvider.Google => ("imap.gmail.com", "smtp.gmail.com"),
            OAuthProvider.Microsoft => ("outlook.office365.com", "smtp.office365.com"),
            _ => ("", ""),
        };
        var filled = imap.Length == 0 ? Settings : Settings with
        {
            Imap = Settings.Pop3 is null ? Settings.Imap is { Host.Length: > 0 } ? Settings.Imap : new MailServerDraft { Host = imap } : null,
            Smtp = Settings.Smtp is { Host.Length: > 0 } ? Settings.Smtp : new MailServerDraft { Host = smtp },
        };
        // Of the provider chosen before, only what the person typed anew would fit.
        var grant = new OAuthDraft { Provider = provider, ClientId = Grant?.ClientId ?? "", ClientSecret = Grant?.ClientSecret, ClientSecretExpiresOn = Grant?.ClientSecretExpiresOn };
        return OnChange.InvokeAsync(SignedInBy(filled with { OAuth = grant }, MailSignIn.OAuth));
    }

    private static InboxSettings SignedInBy(InboxSettings settings, MailSignIn signIn) => settings with
    {
        Imap = settings.Imap is { } imap ? imap with { SignIn = signIn } : null,
        Pop3 = settings.Pop3 is { } pop3 ? pop3 with { SignIn = signIn } : null,
        Smtp = settings.Smtp is { } smtp ? smtp with { SignIn = signIn } : null,
    };

    private async Task CopyAsync()
    {
        await Script.InvokeVoidAsync("navigator.clipboard.writeText", Callback.Address.ToString());
        _isCopied = true;
    }
}
