using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Core.Secrets;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>What one of our own mails is, as its Message-ID says.</summary>
public enum MailRole
{
    /// <summary>A public answer.</summary>
    Reply,
    /// <summary>A note sent to a colleague; what answers it stays internal.</summary>
    Note,
    /// <summary>Written by Hub itself: receipts.</summary>
    Automatic,
}

/// <summary>What a genuine Message-ID of ours names.</summary>
public sealed record OwnMail(MailRole Role, TicketId Ticket, MessageId Message);

/// <summary>Names tickets and messages in mail addresses and Message-IDs so that nobody else can: each carries a MAC under the
/// installation's key. All tokens are lower-case letters and digits, for systems that change case.</summary>
public sealed partial class ReplyTokens(byte[] key)
{
    // 65 bits in addresses, whose local part may have 64 characters only (RFC 5321, 4.5.3.1.1); 100 bits in Message-IDs.
    private const int AddressMac = 13;
    private const int HeaderMac = 20;

    /// <summary>Names this installation in <c>X-Hub-Loop</c>; tells nothing about the key.</summary>
    public string InstanceId { get; } = Base32.Encode(HMACSHA256.HashData(key, "instance"u8))[..16];

    /// <summary>The Message-ID of a mail of ours, without angle brackets; always the same for the same mail.</summary>
    public string MessageIdOf(MailRole role, TicketId ticket, MessageId message, string host)
    {
        var body = $"{Letter(role)}.{Short(ticket.Value)}.{Short(message.Value)}";
        return $"{body}.{Mac(body, HeaderMac)}@{host}";
    }

    /// <summary>What a Message-ID of ours names; null for a foreign one and for a forged one.</summary>
    /// <param name="messageId">Without angle brackets.</param>
    public OwnMail? ReadMessageId(string messageId)
    {
        var match = OwnMessageId().Match(messageId.ToLowerInvariant());
        if (!match.Success || !IsGenuine(match.Groups["body"].Value, match.Groups["mac"].Value, HeaderMac))
        {
            return null;
        }
        var role = match.Groups["role"].Value switch { "m" => MailRole.Reply, "n" => MailRole.Note, _ => MailRole.Automatic };
        return Long<Tickets.Ticket>(match.Groups["ticket"].Value) is { } ticket && Long<Tickets.Message>(match.Groups["message"].Value) is { } message
            ? new OwnMail(role, ticket, message)
            : null;
    }

    /// <summary>Whether a Message-ID looks like ours, genuine or not; such an id never counts as a foreign one.</summary>
    public static bool LooksOwn(string messageId) => OwnMessageId().IsMatch(messageId.ToLowerInvariant());

    /// <summary>What follows the plus sign of a reply address: <c>t-…-…</c>.</summary>
    public string ReplyTag(TicketId ticket) => Tag($"t-{Short(ticket.Value)}");

    /// <summary>What follows the plus sign of an envelope sender (VERP): <c>b-…-…</c>.</summary>
    public string BounceTag(MessageId message) => Tag($"b-{Short(message.Value)}");

    /// <summary>What follows the plus sign of the envelope sender of a notice: <c>n-…-…</c>. Nobody writes to it but machines.</summary>
    public string NoticeTag(AgentId agent) => Tag($"n-{Short(agent.Value)}");

    /// <summary>The ticket of a reply tag; null unless genuine.</summary>
    public TicketId? ReadReplyTag(string tag) => ReadTag<Tickets.Ticket>(tag, 't');

    /// <summary>The message of a bounce tag; null unless genuine.</summary>
    public MessageId? ReadBounceTag(string tag) => ReadTag<Tickets.Message>(tag, 'b');

    /// <summary>The agent of a notice's tag; null unless genuine.</summary>
    public AgentId? ReadNoticeTag(string tag) => ReadTag<Agents.Agent>(tag, 'n');

    private string Tag(string body) => $"{body}-{Mac(body, AddressMac)}";

    private DocId<T>? ReadTag<T>(string tag, char kind) where T : Document<T>, IDocument<T>
    {
        var match = AddressTag().Match(tag.ToLowerInvariant());
        return match.Success && match.Groups["kind"].Value[0] == kind && IsGenuine(match.Groups["body"].Value, match.Groups["mac"].Value, AddressMac)
            ? Long<T>(match.Groups["id"].Value)
            : null;
    }

    private string Mac(string body, int length) => Base32.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(body)))[..length];

    private bool IsGenuine(string body, string mac, int length) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(body, length)), Encoding.ASCII.GetBytes(mac));

    private static char Letter(MailRole role) => role switch
    {
        MailRole.Reply => 'm',
        MailRole.Note => 'n',
        MailRole.Automatic => 'a',
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private static string Short(string id) => Base32.Encode(Convert.FromHexString(id.AsSpan(id.IndexOf('_', StringComparison.Ordinal) + 1)));

    private static DocId<T>? Long<T>(string text) where T : Document<T>, IDocument<T> =>
        Base32.Decode(text) is { } bytes ? new DocId<T>($"{T.Kind.Prefix}_{Convert.ToHexStringLower(bytes)}") : null;

    [GeneratedRegex(@"^(?<body>(?<role>[mna])\.(?<ticket>[a-z2-7]{26})\.(?<message>[a-z2-7]{26}))\.(?<mac>[a-z2-7]{20})@", RegexOptions.CultureInvariant)]
    private static partial Regex OwnMessageId();

    [GeneratedRegex(@"^(?<body>(?<kind>[tbn])-(?<id>[a-z2-7]{26}))-(?<mac>[a-z2-7]{13})$", RegexOptions.CultureInvariant)]
    private static partial Regex AddressTag();
}
