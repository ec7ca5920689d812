using Hub.Core.Ports;
using Hub.Core.Requests;
using Hub.Core.Storage;

namespace Hub.Server.Http.Idempotency;

/// <summary>A request with an <c>Idempotency-Key</c> while it runs.</summary>
public sealed class KeyedRequest(IdempotencyRecord record)
{
    private static readonly AsyncLocal<KeyedRequest?> Ambient = new();
    private bool _isNoted;

    /// <summary>The request this code runs for, or null.</summary>
    public static KeyedRequest? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The record as stored now.</summary>
    public IdempotencyRecord Record { get; private set; } = record;

    /// <summary>Commits; the first time together with a note of what the commit makes.</summary>
    public async ValueTask<CommitOutcome> CommitAsync(IHubStore store, ChangeSet changes, CancellationToken ct)
    {
        if (_isNoted || Made(changes) is not { } made)
        {
            return await store.CommitAsync(changes, ct);
        }
        var noted = Record with { Made = made };
        var outcome = await store.CommitAsync(changes.Replace(Record, noted), ct);
        if (outcome is CommitOutcome.Committed)
        {
            _isNoted = true;
            Record = noted with { Version = Record.Version + 1 };
        }
        return outcome is CommitOutcome.VersionConflict conflict && conflict.Document == Record.ToRef()
            ? throw new RequestSupersededException()
            : outcome;
    }

    private static DocRef? Made(ChangeSet changes)
    {
        foreach (var write in changes.Writes)
        {
            // The header of a new ticket comes before its entries; of a reply, the message is the only thing made.
            if (write is Write.Insert insert && insert.Document is not IdempotencyRecord)
            {
                return new DocRef(insert.Kind.Name, insert.Document.Key);
            }
        }
        return null;
    }
}

/// <summary>The request took longer than its key is held; another one with the same key took its place.</summary>
public sealed class RequestSupersededException() : Exception("Another request with the same Idempotency-Key took over.");
