using MimeKit;

namespace Hub.Channels.Email.Crypto;

/// <summary>The subject that travels inside the encrypted part, while the mail itself shows three dots (RFC 9788; before it the
/// parameter was called protected-headers).</summary>
internal static class ProtectedSubject
{
    /// <summary>What a mail shows instead.</summary>
    public const string Placeholder = "[...]";

    private const string Parameter = "hp";
    private const string FormerParameter = "protected-headers";

    /// <summary>The protected subject of a decrypted part; null when it has none.</summary>
    public static string? Of(MimeEntity content)
    {
        var parameters = content.ContentType.Parameters;
        return (parameters.Contains(Parameter) || parameters.Contains(FormerParameter)) && content.Headers[HeaderId.Subject] is { Length: > 0 } subject ? subject : null;
    }

    /// <summary>Puts a subject into a part that is about to be encrypted.</summary>
    public static void Put(MimeEntity content, string subject)
    {
        content.Headers.Replace(HeaderId.Subject, subject);
        content.ContentType.Parameters[Parameter] = "cipher";
        content.ContentType.Parameters[FormerParameter] = "v1";
    }
}
