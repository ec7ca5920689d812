using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Model;

/// <summary>The model passes the suite it is the oracle of.</summary>
public sealed class InMemoryUnderTest : StoreUnderTest
{
    private readonly InMemoryHubStore _store;
    private readonly InMemoryOutbox _outbox;

    public InMemoryUnderTest()
    {
        _outbox = new InMemoryOutbox(Clock);
        var blobs = new InMemoryBlobs(Clock);
        _store = new InMemoryHubStore(_outbox, blobs);
        Blobs = blobs;
        Inspection = new Reading(_store, _outbox);
    }

    public override IHubStore Store => _store;

    public override IOutbox Outbox => _outbox;

    public override ISequence Sequence { get; } = new Counters();

    public override IBlobStore Blobs { get; }

    public override IStoreInspection Inspection { get; }

    public override Task ReopenAsync() => Task.CompletedTask;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Counters : ISequence
    {
        private readonly ConcurrentDictionary<string, long> _next = new();

        public ValueTask<long> NextBlockAsync(string name, int size, CancellationToken ct) =>
            ValueTask.FromResult(_next.AddOrUpdate(name, Sequences.FirstOf(name) + size, (_, next) => next + size) - size);
    }

#pragma warning disable CS1998 // An async iterator over what is in memory awaits nothing.
    private sealed class Reading(InMemoryHubStore store, InMemoryOutbox outbox) : IStoreInspection
    {
        public async IAsyncEnumerable<Document> ReadAllAsync(DocumentKind kind, [EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var (_, document) in store.Documents.Where(pair => pair.Key.Kind == kind.Name))
            {
                yield return document;
            }
        }

        public ValueTask<Document?> FindAsync(DocRef document, CancellationToken ct) =>
            ValueTask.FromResult(store.Documents.GetValueOrDefault(document));

        public async IAsyncEnumerable<StoredClaim> ReadClaimsAsync([EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var (key, holder) in store.Claims)
            {
                yield return new StoredClaim(key, holder);
            }
        }

        public async IAsyncEnumerable<StoredOutboxEntry> ReadOutboxAsync([EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var entry in outbox.Stored)
            {
                yield return entry;
            }
        }

        public ValueTask<DateTimeOffset?> OldestUnindexedAsync(CancellationToken ct) => ValueTask.FromResult<DateTimeOffset?>(null);
    }
#pragma warning restore CS1998
}
