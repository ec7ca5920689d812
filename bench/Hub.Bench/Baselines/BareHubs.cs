using Microsoft.AspNetCore.SignalR;

namespace Hub.Bench.Baselines;

public sealed record BareStart(string? Inbox, string? VisitorToken);

public sealed record BareStarted(string VisitorToken, long PublicRev);

public sealed record BareSend(string ClientId, string Text);

public sealed record BareSent(long PublicSeq, string Number, DateTimeOffset At);

public sealed record BareWatch(string Number);

public sealed record BareEntry(string Number, long Rev, BareMessage Entry);

public sealed record BareMessage(string ClientId, string Text, long Seq, DateTimeOffset At);

/// <summary>Where visitors connect.</summary>
public sealed class BareVisitorHub(IHubContext<BareAgentHub> agents) : Hub<IBareClient>
{
    private static int _numbers;

    public BareStarted Start(BareStart start)
    {
        Context.Items["number"] = Interlocked.Increment(ref _numbers).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        Context.Items["seq"] = 0L;
        return new BareStarted(start.VisitorToken ?? Context.ConnectionId, 0);
    }

    public async Task<BareSent> Send(BareSend message)
    {
        var number = (string)Context.Items["number"]!;
        var seq = (long)Context.Items["seq"]! + 1;
        Context.Items["seq"] = seq;
        var at = TimeProvider.System.GetUtcNow();
        await agents.Clients.Group(number).SendAsync("entry", new BareEntry(number, seq, new BareMessage(message.ClientId, message.Text, seq, at)));
        return new BareSent(seq, number, at);
    }
}

/// <summary>Where agents connect.</summary>
public sealed class BareAgentHub : Hub<IBareClient>
{
    public Task Watch(BareWatch watch) => Groups.AddToGroupAsync(Context.ConnectionId, watch.Number);
}

public interface IBareClient
{
    Task Entry(BareEntry entry);
}
