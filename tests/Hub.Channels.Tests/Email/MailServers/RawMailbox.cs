using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.MailServers;

/// <summary>Puts mails into a mailbox as they are, byte for byte, by IMAP APPEND (RFC 3501, 6.3.11). A mail program would write them anew.</summary>
public static class RawMailbox
{
    /// <summary>Whether a literal can carry it: it has neither NUL nor nothing in it.</summary>
    public static bool CanHold(byte[] mail) => mail.Length > 0 && !mail.Contains((byte)0);

    /// <summary>Appends in order.</summary>
    /// <param name="host">The servers.</param>
    /// <param name="address">Whose mailbox.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="folder">Which folder.</param>
    /// <param name="manner">Flags and date of arrival, as the command wants them; empty for not seen, now.</param>
    public static async Task AppendAsync(
        MailHost host, string address, IEnumerable<byte[]> mails, CancellationToken ct, string folder = "INBOX", string manner = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.ImapPort, ct);
        await using var stream = client.GetStream();
        using var answers = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await answers.ReadLineAsync(ct);
        await AskAsync("a0", $"LOGIN {address} {MailHost.Password}", []);
        var count = 0;
        foreach (var mail in mails)
        {
            await AskAsync($"a{++count}", $"APPEND {folder} {manner}{{{mail.Length}+}}\r\n", mail);
        }

        async Task AskAsync(string tag, string command, byte[] literal)
        {
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{tag} {command}"), .. literal, .. "\r\n"u8], ct);
            string line;
            do
            {
                line = await answers.ReadLineAsync(ct) ?? throw new EndOfStreamException($"The server hung up at {command}");
            }
            while (!line.StartsWith($"{tag} ", StringComparison.Ordinal));
            line.ShouldStartWith($"{tag} OK", Case.Sensitive, command);
        }
    }
}
