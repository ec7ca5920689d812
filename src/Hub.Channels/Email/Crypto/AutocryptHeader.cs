using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Core.Keys;
using Hub.Core.Views;
using MimeKit;

namespace Hub.Channels.Email.Crypto;

/// <summary>The key that a mail program sends along for its user (Autocrypt Level 1, 2.1).</summary>
internal static class AutocryptHeader
{
    private const string Name = "Autocrypt";
    private const int LongestValue = 64 * 1024;
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "addr", "prefer-encrypt", "keydata" };

    /// <summary>The key, for the one address in From and nothing else; null when there is none that holds for it.</summary>
    public static KeyFacts? Read(MimeMessage mail, string? sender)
    {
        var headers = mail.Headers.Where(static header => header.Field.Equals(Name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        if (sender is null || headers.Count != 1 || mail.From.Mailboxes.Count() != 1 || headers[0].Value.Length > LongestValue)
        {
            return null;
        }
        var values = headers[0].Value.Split(';').Select(static part => part.Split('=', 2)).Where(static pair => pair.Length == 2)
            .GroupBy(static pair => pair[0].Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(static group => group.Key, static group => group.First()[1].Trim(), StringComparer.OrdinalIgnoreCase);
        // An attribute that is neither known nor marked as optional by an underscore makes the header void.
        if (values.Keys.Any(static name => !Known.Contains(name) && !name.StartsWith('_'))
            || !values.TryGetValue("addr", out var address) || FieldValue.Fold(address) != sender || !values.TryGetValue("keydata", out var data))
        {
            return null;
        }
        try
        {
            var bytes = Convert.FromBase64String(string.Concat(data.Where(static letter => !char.IsWhiteSpace(letter))));
            return PgpKeyFile.Read(bytes, null) is [{ Private: null, Facts: var facts }] && facts.Addresses.Contains(sender) ? facts with { Addresses = [sender] } : null;
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return null;
        }
    }
}
