using Hub.Core.Ports;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Storage.Tests.Contracts;

/// <summary>An engine as the contract sees it; opened empty, closed and wiped by disposal.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; protected init; } = new(Start);

    public abstract IHubStore Store { get; }

    public abstract IOutbox Outbox { get; }

    public abstract ISequence Sequence { get; }

    public abstract IBlobStore Blobs { get; }

    public abstract IStoreInspection Inspection { get; }

    /// <summary>Closes and opens again what was stored.</summary>
    public abstract Task ReopenAsync();

    public abstract ValueTask DisposeAsync();
}
