using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Tests.Contracts;

/// <summary>Opens an engine for each fact. A subclass says which; the facts are inherited and cannot be left out.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected StoreUnderTest Engine { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Engine = await OpenAsync();

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();

    protected abstract Task<StoreUnderTest> OpenAsync();

    protected async Task CommitAsync(ChangeSet changes) =>
        (await Engine.Store.CommitAsync(changes, Ct)).ShouldBe(CommitOutcome.Committed.Value);

    protected async Task<Ticket> StoredAsync(Ticket ticket)
    {
        await CommitAsync(new ChangeSet().Insert(ticket));
        return (await Engine.Store.FindAsync(ticket.Id, Ct))!;
    }
}
