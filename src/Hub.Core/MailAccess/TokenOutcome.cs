namespace Hub.Core.MailAccess;

/// <summary>Whether there is a token to sign in to a mailbox with.</summary>
public abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    /// <summary>There is.</summary>
    public sealed record Ready(string AccessToken) : TokenOutcome
    {
        /// <summary>Says nothing of secrets.</summary>
        public override string ToString() => "Ready";
    }

    /// <summary>None until somebody acts.</summary>
    /// <param name="Error">Error code of the provider; null when nobody has agreed yet.</param>
    public sealed record SignInNeeded(string? Error) : TokenOutcome;

    /// <summary>None now; later there may be one.</summary>
    /// <param name="Reason">For logs.</param>
    public sealed record Unavailable(string Reason) : TokenOutcome;
}
