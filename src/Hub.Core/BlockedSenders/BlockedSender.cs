using System.Net.Mail;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.BlockedSenders;

/// <summary>An address, or a whole domain with what lies below it, whose mail goes to the tray unread.</summary>
public sealed record BlockedSender : Document<BlockedSender>, IDocument<BlockedSender>
{
    private const int LongestSender = 254;

    /// <summary>Folded: <c>name@host</c> for an address, <c>host</c> for a domain.</summary>
    public required string Sender { get; init; }

    /// <summary>Who blocked it, as shown.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<BlockedSender> Kind { get; } = new("blocked_sender", "blk")
    {
        Fields = [Fields.At],
        Indexes = [new([], Fields.At)],
        Keys = static sender => [KeyOf(sender.Sender)],
    };

    /// <summary>The key under which a sender is blocked.</summary>
    public static UniqueKey KeyOf(string sender) => new("blocked-sender", sender);

    /// <summary>The keys that would block an address: itself, its domain and those above; none for what is no address.</summary>
    public static IEnumerable<UniqueKey> KeysFor(string? address)
    {
        var folded = FieldValue.Fold(address ?? "");
        var at = folded.LastIndexOf('@');
        if (at < 1)
        {
            yield break;
        }
        yield return KeyOf(folded);
        var domain = folded[(at + 1)..];
        while (domain.Contains('.', StringComparison.Ordinal))
        {
            yield return KeyOf(domain);
            domain = domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..];
        }
    }

    /// <summary>A sender as it is kept, from what somebody typed (<c>@host</c> is a domain too); null when it is neither an address
    /// nor a domain of at least two parts.</summary>
    public static string? Normalise(string? typed)
    {
        var text = FieldValue.Fold(typed?.Trim() ?? "").TrimStart('@');
        if (text.Length is 0 or > LongestSender)
        {
            return null;
        }
        return text.Contains('@', StringComparison.Ordinal)
            ? MailAddress.TryCreate(text, out var address) && address.Address == text ? text : null
            : text.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(text) == UriHostNameType.Dns ? text : null;
    }

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>When.</summary>
        public static Field<BlockedSender> At { get; } = new("at", FieldType.Instant, static s => FieldValue.Of(s.At));
    }
}
