using Hub.Core.Tickets;
using MimeKit;
using MimeKit.Cryptography;

namespace Hub.Channels.Email.Reading;

/// <summary>What the mail server in front of the mailbox says of the sender (RFC 8601): only a header that bears the name it is known
/// by counts, and of those only the topmost, since whatever stands below may have come with the mail.</summary>
/// <param name="Trust">How far the sender's address can be believed.</param>
/// <param name="Checks">The verdicts; null when there are none of that server's.</param>
public sealed record BorderVerdict(SenderTrust Trust, SenderChecks? Checks)
{
    private const int LongestResult = 20;
    private static readonly BorderVerdict Nothing = new(SenderTrust.Unverified, null);

    /// <summary>Reads the verdict.</summary>
    /// <param name="mail">As parsed.</param>
    /// <param name="authservId">How the server names itself; null believes nobody.</param>
    /// <param name="from">The address the mail is filed under; null for none.</param>
    public static BorderVerdict Of(MimeMessage mail, string? authservId, string? from)
    {
        if (authservId is null)
        {
            return Nothing;
        }
        foreach (var header in mail.Headers.Where(static header => header.Id == HeaderId.AuthenticationResults))
        {
            if (AuthenticationResults.TryParse(header.RawValue, out var results)
                && Is(results.AuthenticationServiceIdentifier, authservId))
            {
                return Of(mail, results, from);
            }
        }
        return Nothing;
    }

    private static BorderVerdict Of(MimeMessage mail, AuthenticationResults results, string? from)
    {
        var checks = new SenderChecks(ResultOf(results, "spf"), ResultOf(results, "dkim"), ResultOf(results, "dmarc"), ResultOf(results, "arc"));
        var trust = checks switch
        {
            // DMARC alone speaks of the address people see. It speaks of one: with several nobody knows which (RFC 7489, 6.6.1).
            { Dmarc: "pass" } when mail.From.Mailboxes.Count() == 1 && IsAbout(results, from) => SenderTrust.Verified,
            // A list or forwarder that the border trusts (RFC 8617) breaks the check of an honest mail.
            { Dmarc: "fail", Arc: not "pass" } => SenderTrust.Failed,
            _ => SenderTrust.Unverified,
        };
        return new BorderVerdict(trust, checks);
    }

    // Several signatures are several results; one that passes is enough.
    private static string? ResultOf(AuthenticationResults results, string method)
    {
        var all = results.Results.Where(one => Is(one.Method, method))
            .Select(static one => one.Result?.ToLowerInvariant()).OfType<string>().Where(static result => result.Length <= LongestResult).ToList();
        return all.Contains("pass") ? "pass" : all.FirstOrDefault();
    }

    private static bool IsAbout(AuthenticationResults results, string? from)
    {
        var said = results.Results.Where(static one => Is(one.Method, "dmarc")).SelectMany(static one => one.Properties)
            .FirstOrDefault(static one => Is(one.PropertyType, "header") && Is(one.Property, "from"))?.Value;
        return from is not null && (said is null || Is(DomainOf(said), DomainOf(from)));
    }

    private static bool Is(string? text, string expected) => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase);

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].Trim().TrimEnd('.');
}
