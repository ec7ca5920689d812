using Hub.Core.Inboxes;
using Hub.Core.MailAccess;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Signing in to mailboxes, and the test of a mailbox.</summary>
public sealed record MailAccessTexts
{
    public required string SignIn { get; init; }
    public required string ByPassword { get; init; }
    public required string OtherProvider { get; init; }
    public required string Grant { get; init; }
    public required IReadOnlyDictionary<OAuthGrant, string> Grants { get; init; }
    public required string ClientId { get; init; }
    public required string ClientSecret { get; init; }
    public required string ExpiresOn { get; init; }
    public required string ExpiresOnHint { get; init; }
    public required string Tenant { get; init; }
    public required string TenantHint { get; init; }
    public required string AuthorizationEndpoint { get; init; }
    public required string TokenEndpoint { get; init; }
    public required string Scope { get; init; }
    public required string Callback { get; init; }
    public required string CallbackHint { get; init; }
    public required string Agree { get; init; }
    public required IReadOnlyDictionary<OAuthState, string> States { get; init; }
    public required string Needed { get; init; }
    /// <summary>{0} = error code of the provider, {1} = since when.</summary>
    public required string NeededBecause { get; init; }
    /// <summary>{0} = last day.</summary>
    public required string SecretEnds { get; init; }
    /// <summary>{0} = last day.</summary>
    public required string SecretEnded { get; init; }
    public required IReadOnlyDictionary<AgreementOutcome, string> Agreements { get; init; }
    public required string TestBad { get; init; }
    public required IReadOnlyDictionary<TestDirection, string> Directions { get; init; }
    public required IReadOnlyDictionary<TestStep, string> Steps { get; init; }
    public required IReadOnlyDictionary<TestResult, string> Results { get; init; }

    public static MailAccessTexts English { get; } = new()
    {
        SignIn = "Sign-in",
        ByPassword = "User and password",
        OtherProvider = "Other (OAuth 2.0)",
        Grant = "Access",
        Grants = new Dictionary<OAuthGrant, string>
        {
            [OAuthGrant.AuthorizationCode] = "A person signs in once",
            [OAuthGrant.ClientCredentials] = "In the application's own name",
        },
        ClientId = "Client ID",
        ClientSecret = "Client secret",
        ExpiresOn = "Client secret valid until",
        ExpiresOnHint = "You are warned 30 days before.",
        Tenant = "Directory (tenant)",
        TenantHint = "Its ID or a domain of it. Empty: any directory.",
        AuthorizationEndpoint = "Authorization endpoint",
        TokenEndpoint = "Token endpoint",
        Scope = "Scopes",
        Callback = "Redirect address",
        CallbackHint = "Enter it at the provider exactly like this.",
        Agree = "Save and sign in at the provider",
        States = new Dictionary<OAuthState, string>
        {
            [OAuthState.NotAgreed] = "Nobody has signed in yet",
            [OAuthState.Ready] = "Signed in",
            [OAuthState.SignInNeeded] = "Sign-in needed",
        },
        Needed = "Sign-in needed",
        NeededBecause = "The provider has given no access since {1} ({0}). No mail comes in; what is to go out waits. Sign in again, or enter a new client secret.",
        SecretEnds = "Client secret ends on {0}",
        SecretEnded = "Client secret ended on {0}",
        Agreements = new Dictionary<AgreementOutcome, string>
        {
            [AgreementOutcome.Agreed] = "Signed in. Mail is fetched and sent now.",
            [AgreementOutcome.Denied] = "Access was not granted at the provider: somebody refused, or a rule of the organisation wants an administrator's consent.",
            [AgreementOutcome.Refused] = "The provider did not accept Hub: check client ID, client secret and redirect address.",
            [AgreementOutcome.Unavailable] = "The provider does not answer. Try again later.",
            [AgreementOutcome.NoRefreshToken] = "The provider grants access for an hour only. Allow lasting access (offline_access) and sign in again.",
            [AgreementOutcome.Foreign] = "This sign-in did not begin in this browser and session. Begin again with the button in the form.",
            [AgreementOutcome.Expired] = "The sign-in took longer than ten minutes. Begin again.",
            [AgreementOutcome.Changed] = "The settings of the mailbox were changed meanwhile. Begin again.",
        },
        TestBad = "Something does not work yet.",
        Directions = new Dictionary<TestDirection, string> { [TestDirection.Incoming] = "Incoming mail", [TestDirection.Outgoing] = "Outgoing mail" },
        Steps = new Dictionary<TestStep, string>
        {
            [TestStep.Reach] = "Reach",
            [TestStep.Secure] = "Encryption",
            [TestStep.SignIn] = "Sign-in",
            [TestStep.Folder] = "Folder",
            [TestStep.Sender] = "Sender",
        },
        Results = new Dictionary<TestResult, string> { [TestResult.Ok] = "works", [TestResult.Failed] = "fails", [TestResult.Skipped] = "not tried" },
    };

    public static MailAccessTexts German { get; } = new()
    {
        SignIn = "Anmeldung",
        ByPassword = "Benutzer und Passwort",
        OtherProvider = "Anderer (OAuth 2.0)",
        Grant = "Zugang",
        Grants = new Dictionary<OAuthGrant, string>
        {
            [OAuthGrant.AuthorizationCode] = "Eine Person meldet sich einmal an",
            [OAuthGrant.ClientCredentials] = "Im Namen der Anwendung selbst",
        },
        ClientId = "Client-ID",
        ClientSecret = "Client-Geheimnis",
        ExpiresOn = "Client-Geheimnis gültig bis",
        ExpiresOnHint = "Sie werden 30 Tage vorher gewarnt.",
        Tenant = "Verzeichnis (Mandant)",
        TenantHint = "Seine ID oder eine seiner Domains. Leer: jedes Verzeichnis.",
        AuthorizationEndpoint = "Autorisierungs-Adresse",
        TokenEndpoint = "Token-Adresse",
        Scope = "Bereiche (Scopes)",
        Callback = "Umleitungsadresse",
        CallbackHint = "Tragen Sie sie beim Anbieter genau so ein.",
        Agree = "Speichern und beim Anbieter anmelden",
        States = new Dictionary<OAuthState, string>
        {
            [OAuthState.NotAgreed] = "Noch niemand angemeldet",
            [OAuthState.Ready] = "Angemeldet",
            [OAuthState.SignInNeeded] = "Anmeldung nötig",
        },
        Needed = "Anmeldung nötig",
        NeededBecause = "Der Anbieter gewährt seit {1} keinen Zugang mehr ({0}). Es kommt keine E-Mail herein, ausgehende warten. Melden Sie sich neu an, oder tragen Sie ein neues Client-Geheimnis ein.",
        SecretEnds = "Client-Geheimnis endet am {0}",
        SecretEnded = "Client-Geheimnis endete am {0}",
        Agreements = new Dictionary<AgreementOutcome, string>
        {
            [AgreementOutcome.Agreed] = "Angemeldet. E-Mails werden jetzt abgeholt und verschickt.",
            [AgreementOutcome.Denied] = "Beim Anbieter wurde der Zugang nicht gewährt: Jemand hat abgelehnt, oder eine Regel der Organisation verlangt die Zustimmung eines Administrators.",
            [AgreementOutcome.Refused] = "Der Anbieter hat Hub nicht angenommen: Prüfen Sie Client-ID, Client-Geheimnis und Umleitungsadresse.",
            [AgreementOutcome.Unavailable] = "Der Anbieter antwortet nicht. Versuchen Sie es später noch einmal.",
            [AgreementOutcome.NoRefreshToken] = "Der Anbieter gewährt den Zugang nur für eine Stunde. Erlauben Sie dauerhaften Zugang (offline_access) und melden Sie sich neu an.",
            [AgreementOutcome.Foreign] = "Diese Anmeldung begann nicht in diesem Browser und dieser Sitzung. Beginnen Sie neu mit dem Knopf im Formular.",
            [AgreementOutcome.Expired] = "Die Anmeldung hat länger als zehn Minuten gedauert. Beginnen Sie neu.",
            [AgreementOutcome.Changed] = "Die Einstellungen des Postfachs wurden inzwischen geändert. Beginnen Sie neu.",
        },
        TestBad = "Noch geht nicht alles.",
        Directions = new Dictionary<TestDirection, string> { [TestDirection.Incoming] = "Eingehende E-Mail", [TestDirection.Outgoing] = "Ausgehende E-Mail" },
        Steps = new Dictionary<TestStep, string>
        {
            [TestStep.Reach] = "Erreichbar",
            [TestStep.Secure] = "Verschlüsselung",
            [TestStep.SignIn] = "Anmeldung",
            [TestStep.Folder] = "Ordner",
            [TestStep.Sender] = "Absender",
        },
        Results = new Dictionary<TestResult, string> { [TestResult.Ok] = "geht", [TestResult.Failed] = "geht nicht", [TestResult.Skipped] = "nicht geprüft" },
    };
}
