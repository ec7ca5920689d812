using System.Globalization;
using System.Text;
using Hub.Core.Agents;
using Hub.Core.Times;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Working time on tickets, and its sums.</summary>
public static class TimeEndpoints
{
    public static void MapTimes(this IEndpointRouteBuilder api)
    {
        var times = api.MapGroup("/tickets/{number}/time").WithTags("Time");
        times.MapPost("", static ([AsParameters] TicketCall call, TimeBody body, BookTime book) =>
            call.WithAsync((ticket, by) => book.HandleAsync(ticket.Id, body.Minutes, body.Seq, body.Note, by, call.Ct)))
            .WithSummary("Books working time; negative minutes correct").Produces<TicketResponse>();
        times.MapGet("", ListAsync).WithSummary("What was booked on the ticket, oldest first").Produces<PageResponse<TimeResponse>>();
        api.MapGet("/reports/time", SumAsync).WithTags("Time").WithSummary("Sums of booked time by ticket, contact, organization, agent or month; csv=true for a file")
            .Produces<PageResponse<TimeSum>>();
    }

    private static async Task<IResult> ListAsync(
        string number, HttpContext http, ThreadReader reader, SumTimes times, HubDirectory directory, CancellationToken ct, int? limit = null, string? cursor = null) =>
        await reader.FindAsync(number, http.Access(), ct) is { } ticket
            ? Results.Ok((await times.OfTicketAsync(ticket.Id, Paging.Of(limit, cursor), ct)).To(entry => TimeResponse.Of(entry, directory.Current)))
            : Problem.NotFound();

    private static async Task<IResult> SumAsync(
        HttpContext http, SumTimes times, CancellationToken ct, string by = "ticket", DateTimeOffset? from = null, DateTimeOffset? to = null, bool csv = false)
    {
        if (!Enum.TryParse<TimeGroup>(by, ignoreCase: true, out var group) || !Enum.IsDefined(group))
        {
            return Problem.Invalid("by", "ticket, contact, organization, agent or month.");
        }
        var sums = await times.HandleAsync(group, from?.ToUniversalTime(), to?.ToUniversalTime(), http.Access(), ct);
        return csv
            ? Results.File(Encoding.UTF8.GetBytes(CsvOf(sums)), "text/csv; charset=utf-8", "time.csv")
            : Results.Ok(new PageResponse<TimeSum>(sums, null));
    }

    // RFC 4180; a value a spreadsheet would take for a formula is kept from being one.
    private static string CsvOf(IReadOnlyList<TimeSum> sums)
    {
        var text = new StringBuilder("key,name,minutes,entries\r\n");
        foreach (var sum in sums)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(sum.Key)},{Quoted(sum.Name)},{sum.Minutes},{sum.Entries}\r\n");
        }
        return text.ToString();
    }

    private static string Quoted(string value)
    {
        var safe = value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>Working time.</summary>
public sealed record TimeBody(int Minutes, long? Seq = null, string? Note = null);

/// <summary>A booking.</summary>
public sealed record TimeResponse(string Id, long? Seq, Reference Agent, int Minutes, string? Note, DateTimeOffset At)
{
    public static TimeResponse Of(TimeEntry entry, DirectorySnapshot names) => new(
        entry.Id.Value, entry.Seq, new Reference(entry.Agent.Value, names.NameOf(entry.Agent) ?? entry.Agent.Value), entry.Minutes, entry.Note, entry.At);
}
