using System.Text;

namespace Hub.MailServers;

/// <summary>A server that misbehaves in a certain way: what the client says is looked at, and may be answered in the server's place.</summary>
internal sealed class ScriptedWire : Wire
{
    /// <summary>What to do with what the client says; null lets it pass.</summary>
    public Func<string, Passing?> OnClient { get; init; } = static _ => null;

    /// <summary>What to do with what the server says; null lets it pass.</summary>
    public Func<string, Passing?> OnServer { get; init; } = static _ => null;

    /// <summary>Nothing passes, either way.</summary>
    public static Passing Silence { get; } = new([]);

    /// <summary>Answers a command with its own tag (RFC 3501, 2.2.1).</summary>
    public static Passing Answer(string command, string answer, string untagged = "") =>
        new([]) { Back = Encoding.ASCII.GetBytes($"{untagged}{command[..command.IndexOf(' ', StringComparison.Ordinal)]} {answer}\r\n") };

    public override Passing FromClient(byte[] bytes) => OnClient(Encoding.Latin1.GetString(bytes)) ?? new Passing(bytes);

    public override Passing FromServer(byte[] bytes) => OnServer(Encoding.Latin1.GetString(bytes)) ?? new Passing(bytes);
}
