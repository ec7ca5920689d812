namespace Hub.Core.MailAccess;

/// <summary>Where providers send people back to; it is entered in the provider's console as it stands here.</summary>
/// <param name="Address">Below Hub's public address.</param>
public sealed record OAuthCallback(Uri Address);
