using Hub.Core.Agents;
using Hub.Core.Tickets;
using Hub.Server.Accounts;

namespace Hub.Server.Http;

/// <summary>A request for a command on the ticket in its address, with what running and answering it takes.</summary>
public readonly record struct TicketCall(
    string Number, HttpContext Http, ThreadReader Reader, TicketAnswers Answers, CancellationToken Ct)
{
    /// <summary>A command on one ticket.</summary>
    public async Task<IResult> WithAsync(Func<Ticket, AgentAccess, ValueTask<TicketOutcome>> actAsync)
    {
        var access = Http.Access();
        return await Reader.FindAsync(Number, access, Ct) is { } ticket
            ? await Answers.OfAsync(await actAsync(ticket, access), access, Ct)
            : Problem.NotFound();
    }

    /// <summary>A command that names a second ticket in <paramref name="field"/> of its body.</summary>
    public Task<IResult> WithBothAsync(string? other, string field, Func<Ticket, Ticket, AgentAccess, ValueTask<TicketOutcome>> actAsync)
    {
        var (reader, ct) = (Reader, Ct);
        return WithAsync(async (ticket, by) => other is not null && await reader.FindAsync(other, by, ct) is { } second
            ? await actAsync(ticket, second, by)
            : new TicketOutcome.Invalid(field, "There is no such ticket, or you may not see it."));
    }
}
