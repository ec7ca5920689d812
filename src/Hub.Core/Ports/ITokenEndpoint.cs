namespace Hub.Core.Ports;

/// <summary>Asks token endpoints of OAuth 2.0 providers (RFC 6749, 3.2).</summary>
public interface ITokenEndpoint
{
    /// <summary>Asks once, with an end in sight; never throws for what the provider does.</summary>
    ValueTask<TokenAnswer> AskAsync(TokenRequest request, CancellationToken ct);
}

/// <summary>A request for tokens.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="ClientId">Who asks.</param>
/// <param name="ClientSecret">Its secret; null for a public client.</param>
/// <param name="Form">The parameters of the grant, without those of the client.</param>
public sealed record TokenRequest(Uri Endpoint, string ClientId, string? ClientSecret, IReadOnlyDictionary<string, string> Form)
{
    /// <summary>Whether id and secret go in the body instead of a header (RFC 6749, 2.3.1), as Google and Microsoft document it.</summary>
    public bool SendsSecretInBody { get; init; }

    /// <summary>Says nothing of secrets.</summary>
    public override string ToString() => $"{Form["grant_type"]} at {Endpoint.Host}";
}

/// <summary>What a token endpoint answered.</summary>
public abstract record TokenAnswer
{
    private TokenAnswer()
    {
    }

    /// <summary>Tokens.</summary>
    /// <param name="AccessToken">For the mail servers.</param>
    /// <param name="Lifetime">From now on; null when it was not said.</param>
    /// <param name="RefreshToken">The one to use from now on; null when the old one stays.</param>
    public sealed record Issued(string AccessToken, TimeSpan? Lifetime, string? RefreshToken) : TokenAnswer
    {
        /// <summary>Says nothing of secrets.</summary>
        public override string ToString() => "Issued";
    }

    /// <summary>No, and asking again changes nothing.</summary>
    /// <param name="Error">Error code (RFC 6749, 5.2): lower-case letters and '_'.</param>
    public sealed record Refused(string Error) : TokenAnswer;

    /// <summary>Nothing that could be understood; asking later may help.</summary>
    /// <param name="Reason">For logs: no secret.</param>
    public sealed record Unavailable(string Reason) : TokenAnswer;
}
