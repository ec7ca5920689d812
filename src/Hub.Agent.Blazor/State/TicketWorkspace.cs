namespace Hub.Agent.Blazor.State;

/// <summary>Everything that belongs to the one ticket that is open; ends together.</summary>
public sealed record TicketWorkspace(string Number, TicketThread Thread) : IAsyncDisposable
{
    /// <summary>Null when the ticket was not found.</summary>
    public TicketTools? Tools { get; init; }

    public async ValueTask DisposeAsync()
    {
        if (Tools is { } tools)
        {
            tools.Composer.Dispose();
            tools.Context.Dispose();
            await tools.Lock.DisposeAsync();
            await tools.Presence.DisposeAsync();
        }
        await Thread.DisposeAsync();
    }
}

/// <summary>What works on a ticket once it was found.</summary>
public sealed record TicketTools(TicketPresence Presence, ReplyLock Lock, ComposerState Composer, ContextState Context);
