namespace Hub.MailServers;

/// <summary>What becomes of bytes on their way.</summary>
/// <param name="On">What goes on to the other side.</param>
internal sealed record Passing(byte[] On)
{
    /// <summary>What is answered to its sender instead of the other side.</summary>
    public byte[] Back { get; init; } = [];

    /// <summary>Whether both sides are cut off then.</summary>
    public bool Cuts { get; init; }
}

/// <summary>One connection through a <see cref="MailProxy"/>. As it is, it lets everything pass.</summary>
internal class Wire
{
    public virtual Passing FromClient(byte[] bytes) => new(bytes);

    public virtual Passing FromServer(byte[] bytes) => new(bytes);
}
