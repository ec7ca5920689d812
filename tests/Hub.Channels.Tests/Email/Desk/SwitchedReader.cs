using Hub.Core.Inboxes;
using Hub.Core.Ports;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>A reader that can be made to fail or to hang, as a bug in it would.</summary>
internal sealed class SwitchedReader(IInboundReader inner) : IInboundReader
{
    public bool Fails { get; set; }

    /// <summary>Whose mails alone it fails at; null for nobody's.</summary>
    public string? FailsAt { get; set; }

    /// <summary>What reading waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public ChannelKind Kind => inner.Kind;

    public ValueTask<MessagePeek> PeekAsync(Stream raw, CancellationToken ct) => inner.PeekAsync(raw, ct);

    public async ValueTask<InboundReading> ReadAsync(Inbox inbox, Stream raw, CancellationToken ct)
    {
        await Gate;
        var isHit = FailsAt is { } sender && (await inner.PeekAsync(raw, ct)).Sender == sender;
        raw.Position = 0;
        return Fails || isHit ? throw new InvalidOperationException("The reader broke.") : await inner.ReadAsync(inbox, raw, ct);
    }
}
