using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using MailKit.Net.Pop3;

namespace Hub.Channels.Email.Receiving;

/// <summary>One mail of a POP3 session.</summary>
/// <param name="Index">Counted from 0; of this session only.</param>
/// <param name="Uidl">Its UIDL.</param>
/// <param name="Size">Bytes, as the server says.</param>
internal sealed record Pop3Entry(int Index, string Uidl, long Size)
{
    /// <summary>Its position at the source. A server may give a UIDL again once its mail is deleted (RFC 1939, section 7), hardly for one of the same size.</summary>
    public string Key => $"{Uidl}/{Size}";
}

/// <summary>What lies in a POP3 mailbox during one session.</summary>
internal sealed class Pop3Listing(IReadOnlyList<Pop3Entry> mails)
{
    private const int AtOnce = 500;

    /// <summary>In the order of the server.</summary>
    public IReadOnlyList<Pop3Entry> Mails => mails;

    /// <summary>Asks for UIDLs and sizes, one command each.</summary>
    public static async Task<Pop3Listing> ReadAsync(Pop3Client client, Watchdog watchdog, CancellationToken ct)
    {
        if (client.Count == 0)
        {
            return new Pop3Listing([]);
        }
        IList<string> uidls = [];
        IList<int> sizes = [];
        await watchdog.CommandAsync(async patience => uidls = await client.GetMessageUidsAsync(patience), ct);
        await watchdog.CommandAsync(async patience => sizes = await client.GetMessageSizesAsync(patience), ct);
        return new Pop3Listing([.. uidls.Zip(sizes, static (uidl, size) => (uidl, size)).Select(static (one, index) => new Pop3Entry(index, one.uidl, one.size))]);
    }

    /// <summary>Those received in an earlier session, by key.</summary>
    public async Task<IReadOnlyDictionary<string, Intake>> KnownAsync(Inbox inbox, ReceiveIntake receive, CancellationToken ct)
    {
        var known = new Dictionary<string, Intake>();
        foreach (var some in mails.Chunk(AtOnce))
        {
            foreach (var (key, intake) in await receive.FindAsync(inbox.Id, some.Select(static mail => mail.Key), ct))
            {
                known[key] = intake;
            }
        }
        return known;
    }
}
