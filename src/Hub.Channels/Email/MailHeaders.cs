namespace Hub.Channels.Email;

/// <summary>Header fields of our own.</summary>
internal static class MailHeaders
{
    /// <summary>Names the installation that wrote a mail, so that it recognises its own.</summary>
    public const string Loop = "X-Hub-Loop";
}
