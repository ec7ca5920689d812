using System.Globalization;
using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Outbox;
using Hub.Storage.Sqlite.Searching;
using Hub.Storage.Sqlite.Tables;
using Hub.Storage.Writing;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>Applies a change set: first every check, then every write. A refusal has therefore written nothing.</summary>
internal sealed class CommitJob(CommitPlan<KindTable, DocumentRow> plan, BlobFolder blobs, CommitSignals signals, DateTimeOffset now) : WriterJob<CommitOutcome>
{
    private readonly (long Rid, ulong Changed)[] _rows = new (long, ulong)[plan.Documents.Count];
    private long _lastSearch;

    protected override CommitOutcome Run(WriterContext context)
    {
        var session = context.Session;
        var refusal = CheckDocuments(session) ?? (CommitOutcome?)CheckClaims(session) ?? CheckLeases(session);
        if (refusal is not null)
        {
            return refusal;
        }
        KeepBlobs(session);
        WriteDocuments(context);
        WriteClaims(session);
        foreach (var settlement in plan.Changes.Settlements)
        {
            OutboxRows.Settle(session, settlement);
        }
        foreach (var entry in plan.Changes.Outbox)
        {
            OutboxRows.Insert(session, context.NextOutbox(), entry);
        }
        foreach (var request in plan.Changes.Index)
        {
            PendingRows.Insert(session, context.NextSearch(), request, now);
        }
        _lastSearch = context.LastSearch;
        return CommitOutcome.Committed.Value;
    }

    protected override void AfterCommit(CommitOutcome result)
    {
        if (result is CommitOutcome.Committed)
        {
            signals.Committed(plan.Changes, _lastSearch);
        }
    }

    private CommitOutcome? CheckDocuments(SqliteSession session)
    {
        foreach (var expected in plan.Expectations)
        {
            var actual = VersionOf(session, expected);
            if (actual != expected.Expected)
            {
                return expected.Conflict(actual);
            }
        }
        for (var i = 0; i < _rows.Length; i++)
        {
            if (CheckDocument(session, plan.Documents[i], out _rows[i]) is { } conflict)
            {
                return conflict;
            }
        }
        return null;
    }

    private static CommitOutcome? CheckDocument(SqliteSession session, DocumentWrite<KindTable, DocumentRow> write, out (long Rid, ulong Changed) row)
    {
        row = default;
        if (write.Expected == 0)
        {
            return VersionOf(session, write) is { } present ? write.Conflict(present) : null;
        }
        var select = session.Prepare(write.Place.SelectRow).Bind(write.Key);
        if (!select.Step())
        {
            return write.Conflict(null);
        }
        var version = select.Int64(1);
        row = (select.Int64(0), write.Row?.ChangedColumns(select, 2) ?? 0);
        select.Reset();
        return version == write.Expected ? null : write.Conflict(version);
    }

    private static long? VersionOf(SqliteSession session, DocumentWrite<KindTable, DocumentRow> write) =>
        session.Prepare(write.Place.SelectVersion).Bind(write.Key).First(static row => (long?)row.Int64(0));

    private CommitOutcome.KeyTaken? CheckClaims(SqliteSession session)
    {
        var held = new Dictionary<UniqueKey, DocRef>();
        foreach (var claim in plan.Claims)
        {
            if (ClaimRows.Find(session, claim.Key) is { } holder)
            {
                held[claim.Key] = holder;
            }
        }
        return plan.TakenKey(held);
    }

    private CommitOutcome.VersionConflict? CheckLeases(SqliteSession session)
    {
        foreach (var settlement in plan.Changes.Settlements)
        {
            if (!OutboxRows.IsLeased(session, settlement))
            {
                return new CommitOutcome.VersionConflict(new DocRef("outbox", settlement.EntryId), 1, null);
            }
        }
        return null;
    }

    private void KeepBlobs(SqliteSession session)
    {
        foreach (var blob in plan.Changes.Blobs)
        {
            if (blob.Inline is null && !blobs.Exists(blob.Id))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"Blob '{blob.Id}' was staged too long ago and has been swept."));
            }
            BlobRows.Insert(session, blob);
        }
    }

    private void WriteDocuments(WriterContext context)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            var write = plan.Documents[i];
            var (rid, changed) = _rows[i];
            if (write.Row is null)
            {
                Delete(context, write, rid);
            }
            else if (write.Expected == 0)
            {
                write.Row.Insert(context.Session, version: 1);
            }
            else
            {
                write.Row.Replace(context.Session, rid, changed);
            }
        }
    }

    private void Delete(WriterContext context, DocumentWrite<KindTable, DocumentRow> write, long rid)
    {
        if (write.Place.TermIndexes.Count > 0)
        {
            context.Session.Prepare(write.Place.DeleteTerms).Bind(rid).Execute();
        }
        context.Session.Prepare(write.Place.DeleteRow).Bind(rid).Execute();
        if (write.Place.Kind.IsSearched)
        {
            PendingRows.InsertRemoval(context.Session, context.NextSearch(), new DocRef(write.Place.Kind.Name, write.Key), now);
        }
    }

    private void WriteClaims(SqliteSession session)
    {
        foreach (var release in plan.Releases)
        {
            ClaimRows.Release(session, release.Key, release.Holder);
        }
        foreach (var claim in plan.Claims)
        {
            ClaimRows.Insert(session, claim.Key, claim.Holder);
        }
    }
}
