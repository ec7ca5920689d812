namespace Hub.Core.Inboxes;

/// <summary>What the test of an inbox found, part by part, in the order it was tried.</summary>
/// <param name="Parts">Empty for channels that sign in nowhere.</param>
public sealed record InboxTestReport(IReadOnlyList<InboxTestPart> Parts)
{
    /// <summary>Whether nothing failed.</summary>
    public bool Works => Parts.All(static part => part.Result != TestResult.Failed);

    /// <summary>The first part that failed; null when none did.</summary>
    public InboxTestPart? Failure => Parts.FirstOrDefault(static part => part.Result == TestResult.Failed);
}

/// <summary>One part of the test. Sentences for it are in <see cref="InboxTestTexts"/>.</summary>
/// <param name="Direction">Incoming or outgoing mail.</param>
/// <param name="Step">What was tried.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Server">Host and port.</param>
public sealed record InboxTestPart(TestDirection Direction, TestStep Step, TestResult Result, string Server)
{
    /// <summary>What failed, or what is remarkable though it works; null for nothing.</summary>
    public TestCause? Cause { get; init; }

    /// <summary>What may help; null when nothing more is known than the cause.</summary>
    public TestAdvice? Advice { get; init; }

    /// <summary>A name that belongs to the cause (folder, sender, error code), or the server's own words; null for none.</summary>
    public string? Detail { get; init; }
}

/// <summary>Which way mail goes.</summary>
public enum TestDirection
{
    /// <summary>To Hub.</summary>
    Incoming,
    /// <summary>From Hub.</summary>
    Outgoing,
}

/// <summary>Parts of a test.</summary>
public enum TestStep
{
    /// <summary>A connection to the port.</summary>
    Reach,
    /// <summary>Encryption and greeting.</summary>
    Secure,
    /// <summary>User and password, or token.</summary>
    SignIn,
    /// <summary>The folder that is read.</summary>
    Folder,
    /// <summary>The address mail is sent from.</summary>
    Sender,
}

/// <summary>How a part ended.</summary>
public enum TestResult
{
    /// <summary>It works.</summary>
    Ok,
    /// <summary>It does not.</summary>
    Failed,
    /// <summary>Not tried, since an earlier part failed.</summary>
    Skipped,
}

/// <summary>What fails.</summary>
public enum TestCause
{
    /// <summary>No server is entered.</summary>
    NoServer,
    /// <summary>No host of that name.</summary>
    HostUnknown,
    /// <summary>Nothing answers at that port.</summary>
    Unreachable,
    /// <summary>No answer in time.</summary>
    Timeout,
    /// <summary>Something answers, but not as a mail server does.</summary>
    NoGreeting,
    /// <summary>The server does not speak TLS at that port.</summary>
    NotTls,
    /// <summary>The server does not offer STARTTLS.</summary>
    StartTlsMissing,
    /// <summary>The certificate is for other names.</summary>
    CertificateName,
    /// <summary>The certificate is not valid yet or any more.</summary>
    CertificateExpired,
    /// <summary>Nobody this machine trusts vouches for the certificate.</summary>
    CertificateUntrusted,
    /// <summary>It works, but anybody on the way can read it.</summary>
    NotEncrypted,
    /// <summary>It works without signing in.</summary>
    Anonymous,
    /// <summary>User name or password are wrong, or passwords are not taken.</summary>
    PasswordRefused,
    /// <summary>The stored password cannot be opened.</summary>
    PasswordUnreadable,
    /// <summary>The account may not use this protocol.</summary>
    ProtocolOff,
    /// <summary>The server refused two tokens.</summary>
    TokenRefused,
    /// <summary>Nobody has agreed yet.</summary>
    NotAgreed,
    /// <summary>The provider gives no tokens until somebody acts.</summary>
    SignInNeeded,
    /// <summary>The token endpoint does not answer.</summary>
    TokenUnavailable,
    /// <summary>The server does not take tokens.</summary>
    MechanismMissing,
    /// <summary>A token must not cross an open connection.</summary>
    TokenUnprotected,
    /// <summary>No such folder.</summary>
    FolderMissing,
    /// <summary>The server does not take mail from that address.</summary>
    SenderRefused,
    /// <summary>Anything else; the server's words say more.</summary>
    Other,
}

/// <summary>What may help.</summary>
public enum TestAdvice
{
    /// <summary>Compare the server's name with the provider's help.</summary>
    CheckHost,
    /// <summary>Port or a firewall.</summary>
    CheckPort,
    /// <summary>This port wants TLS from the start.</summary>
    UseTls,
    /// <summary>This port wants STARTTLS.</summary>
    UseStartTls,
    /// <summary>Enter the name that the certificate is for.</summary>
    UseCertificateName,
    /// <summary>The server's operator must renew, or this machine must trust.</summary>
    FixCertificate,
    /// <summary>Google: app password or OAuth.</summary>
    GoogleAppPassword,
    /// <summary>Microsoft: OAuth only.</summary>
    MicrosoftOAuth,
    /// <summary>Look at user and password.</summary>
    CheckPassword,
    /// <summary>Switch the protocol on at the provider.</summary>
    AllowProtocol,
    /// <summary>Agree at the provider.</summary>
    Agree,
    /// <summary>Enter the client secret anew, or agree again.</summary>
    RenewGrant,
    /// <summary>Rights of the application or mailbox.</summary>
    CheckScope,
    /// <summary>Sign in with a password instead.</summary>
    UsePassword,
    /// <summary>Encrypt.</summary>
    Encrypt,
    /// <summary>Folder names.</summary>
    CheckFolder,
    /// <summary>Allow sending as that address.</summary>
    AllowSender,
    /// <summary>Try again later.</summary>
    TryLater,
}
