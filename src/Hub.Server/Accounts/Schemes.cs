namespace Hub.Server.Accounts;

/// <summary>Names of the ways to prove who calls.</summary>
public static class Schemes
{
    /// <summary>Chooses by the request: a bearer header, else the cookie. The default.</summary>
    public const string Any = "hub";

    /// <summary>The console's session cookie.</summary>
    public const string Cookie = "hub-cookie";

    /// <summary>An API token.</summary>
    public const string Token = "hub-token";

    /// <summary>Claim with the agent's id.</summary>
    public const string AgentClaim = "agent";

    /// <summary>Claim with the security stamp a session began with.</summary>
    public const string StampClaim = "stamp";

    /// <summary>Policy: the caller is an administrator.</summary>
    public const string Administrators = "administrators";
}
