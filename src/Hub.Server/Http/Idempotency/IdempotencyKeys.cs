using System.Security.Cryptography;
using System.Text;
using Hub.Core.Ports;
using Hub.Core.Requests;
using Hub.Core.Storage;
using Hub.Server.Accounts;

namespace Hub.Server.Http.Idempotency;

/// <summary>Answers a repeated write with its first answer (contract: <c>Idempotency-Key</c>).</summary>
public sealed class IdempotencyKeys(RequestDelegate next, IHubStore store, MadeAnswers answers, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long a request may run before another one with its key takes its place.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(1);

    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.Headers[Header].ToString() is not { Length: > 0 } key
            || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || http.FindAccess() is not { } caller)
        {
            await next(http);
            return;
        }
        if (key.Length > LongestKey)
        {
            await Problem.Invalid(Header, $"At most {LongestKey} characters.").ExecuteAsync(http);
            return;
        }
        request.EnableBuffering();
        var bodyHash = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Body, http.RequestAborted));
        request.Body.Position = 0;
        var scope = $"{caller.Agent}\n{request.Method}\n{request.Path}\n{key}";
        var id = new DocId<IdempotencyRecord>($"idm_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope)))}");

        switch (await BeginAsync(id, bodyHash, http.RequestAborted))
        {
            case (null, var problem):
                await problem!.ExecuteAsync(http);
                break;
            case ({ Status: { } status } done, _):
                await WriteAsync(http, status, done);
                break;
            case ({ Made: { } made } lost, _) when await answers.FindAsync(made, http.Access(), http.RequestAborted) is { } answer:
                await RunAsync(http, new KeyedRequest(lost), () => answer.ExecuteAsync(http));
                break;
            case (var record, _):
                await RunAsync(http, new KeyedRequest(record), () => next(http));
                break;
        }
    }

    /// <summary>The record to answer from or to run under, or the problem that stands in the way.</summary>
    private async ValueTask<(IdempotencyRecord? Record, Problem? Problem)> BeginAsync(
        DocId<IdempotencyRecord> id, string bodyHash, CancellationToken ct)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var known = await store.FindAsync(id, ct);
            var isOver = known is null || known.ExpiresAt <= now;
            if (known is not null && (!isOver || known.Made is not null) && known.BodyHash != bodyHash)
            {
                return (null, new Problem(422, "idempotency-key-reused", "This key was used with another body."));
            }
            if (known is { Status: not null } && !isOver)
            {
                return (known, null);
            }
            if (!isOver)
            {
                return (null, new Problem(409, "in-flight", "The first request with this key is still running.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                });
            }
            var made = known is { Status: null } ? known.Made : null;
            var fresh = new IdempotencyRecord { Id = id, BodyHash = bodyHash, ExpiresAt = now + InFlight, Made = made };
            var changes = known is null ? new ChangeSet().Insert(fresh) : new ChangeSet().Replace(known, fresh);
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                return (fresh with { Version = (known?.Version ?? 0) + 1 }, null);
            }
        }
    }

    private async Task RunAsync(HttpContext http, KeyedRequest keyed, Func<Task> answerAsync)
    {
        var outside = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        KeyedRequest.Current = keyed;
        var isAnswered = false;
        try
        {
            await answerAsync();
            isAnswered = http.Response.StatusCode is not (>= 500 or 401 or 429);
        }
        finally
        {
            KeyedRequest.Current = null;
            http.Response.Body = outside;
            if (isAnswered)
            {
                await SettleAsync(keyed.Record, keyed.Record with
                {
                    Status = http.Response.StatusCode,
                    ContentType = http.Response.ContentType,
                    Body = Encoding.UTF8.GetString(kept.ToArray()),
                    Location = http.Response.Headers.Location.ToString() is { Length: > 0 } location ? location : null,
                    ExpiresAt = clock.GetUtcNow() + Kept,
                });
            }
            else if (keyed.Record.Made is null)
            {
                // Nothing was made and nothing definite was said: the next try runs anew.
                await store.CommitAsync(new ChangeSet().Delete(keyed.Record), CancellationToken.None);
            }
        }
        kept.Position = 0;
        await kept.CopyToAsync(outside, http.RequestAborted);
    }

    /// <summary>A lost race means that another request took over after a minute; its record stands.</summary>
    private async ValueTask SettleAsync(IdempotencyRecord before, IdempotencyRecord after) =>
        await store.CommitAsync(new ChangeSet().Replace(before, after), CancellationToken.None);

    private static async Task WriteAsync(HttpContext http, int status, IdempotencyRecord record)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = record.ContentType;
        if (record.Location is { } location)
        {
            http.Response.Headers.Location = location;
        }
        if (record.Body is { Length: > 0 } body)
        {
            await http.Response.WriteAsync(body, http.RequestAborted);
        }
    }
}
