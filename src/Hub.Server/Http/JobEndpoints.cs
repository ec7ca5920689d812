using Hub.Core.Jobs;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Server.Accounts;

namespace Hub.Server.Http;

/// <summary><c>/tickets/bulk</c> and <c>/jobs</c>: changes of many tickets, their progress and their undoing.</summary>
public static class JobEndpoints
{
    private const int MostRefusals = 200;

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tickets/bulk", StartAsync).WithTags("Tickets").WithSummary("Changes many tickets; answers at once with the job")
            .Produces<JobResponse>(202);
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/{id}", FindAsync).WithSummary("How far a job is, and which tickets refused").Produces<JobResponse>();
        jobs.MapPost("/{id}/undo", UndoAsync).WithSummary("Takes a finished job back as a job of its own; what changed since stays")
            .Produces<JobResponse>(202);
    }

    private static async Task<IResult> StartAsync(
        BulkBody body, HttpContext http, StartJob start, TicketLists lists, CancellationToken ct)
    {
        var change = body.ToChange();
        var by = http.Access();
        if (body.Numbers is { } numbers)
        {
            return numbers.Count is 0 or > Job.MostTickets
                ? Problem.Invalid("numbers", $"1 to {Job.MostTickets} numbers.")
                : Accepted(await start.HandleAsync(numbers, change, by, ct));
        }
        var (view, condition) = body.ToFilter();
        var filter = lists.Compile(condition, by);
        if (view is not null)
        {
            filter = filter.And(lists.FilterOf(view, by) ?? throw new InvalidRequestException("filter.view", "There is no such view."));
        }
        return Accepted(await start.HandleAsync(filter, change, by, ct));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext http, IHubStore store, JobRunner runner, CancellationToken ct)
    {
        if (await OfAsync(id, http, store, ct) is not { } job)
        {
            return Problem.NotFound();
        }
        var items = JobItem.Fields.Job.Is(job.Id.Value);
        var done = job.State == JobState.Done ? job.Tickets.Count : runner.ProgressOf(job.Id) ?? await store.CountAsync(items, Job.MostTickets, ct);
        // "None" sorts first, so those that were refused stand behind it.
        var refused = await store.ListAsync(
            new View<JobItem>(items.And(new Filter<JobItem>.Between(JobItem.Fields.Code, FieldValue.Of("a"), FieldValue.None)), JobItem.Fields.Code),
            new PageRequest(MostRefusals), ct);
        return Results.Ok(JobResponse.Of(job, done, refused.Items));
    }

    private static async Task<IResult> UndoAsync(string id, HttpContext http, IHubStore store, StartJob start, CancellationToken ct)
    {
        if (await OfAsync(id, http, store, ct) is not { } job)
        {
            return Problem.NotFound();
        }
        return await start.UndoAsync(job.Id, http.Access(), ct) is { } undo
            ? Accepted(undo)
            : new Problem(409, "not-undoable", "The job still runs, or was taken back already.");
    }

    /// <summary>The job, when it is the caller's.</summary>
    private static async ValueTask<Job?> OfAsync(string id, HttpContext http, IHubStore store, CancellationToken ct) =>
        DocId<Job>.TryParse(id, out var jobId) && await store.FindAsync(jobId, ct) is { } job && job.By == http.Access().Agent ? job : null;

    private static IResult Accepted(Job job) => Results.Accepted($"{ApiGroup.Prefix}/jobs/{job.Id}", JobResponse.Of(job, 0, []));
}

/// <summary>A change of many tickets.</summary>
/// <param name="State">running or done.</param>
/// <param name="Total">Tickets in all.</param>
/// <param name="Done">Tickets changed, found in order, or refused.</param>
/// <param name="Refusals">The first 200 tickets that were not changed, and why.</param>
/// <param name="CanUndo">Whether it can be taken back.</param>
public sealed record JobResponse(
    string Id, JobState State, int Total, int Done, IReadOnlyList<RefusalResponse> Refusals, bool CanUndo, string? Undoes,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    public static JobResponse Of(Job job, int done, IReadOnlyList<JobItem> refusals) => new(
        job.Id.Value, job.State, job.Tickets.Count, done,
        [.. refusals.Select(static item => new RefusalResponse(item.Number, item.Code!, item.Text ?? ""))],
        job is { State: JobState.Done, UndoneBy: null }, job.Undoes?.Value, job.CreatedAt, job.FinishedAt);
}

/// <summary>A ticket that was not changed.</summary>
public sealed record RefusalResponse(string? Number, string Code, string Text);
