using System.Text.Json;
using Hub.Core.Tickets;
using Hub.Server.Http;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Realtime.Agents;

internal sealed partial class AgentHub
{
    public async Task<MessageResponse> Reply(JsonElement request)
    {
        var session = Take();
        var ticket = await FindAsync(session, request);
        var answer = await commands.ReplyAsync(ticket, Read<NewMessageBody>(request), session.Access);
        session.Locks.TryRemove(ticket.Id, out _);
        return answer;
    }

    public async Task<MessageResponse> Note(JsonElement request)
    {
        var session = Take();
        return await commands.NoteAsync(await FindAsync(session, request), Read<NewMessageBody>(request), session.Access);
    }

    public async Task<TicketResponse> Change(JsonElement request)
    {
        var session = Take();
        return await commands.ChangeAsync(await FindAsync(session, request), request, session.Access);
    }

    public async Task<LockResponse> Lock(TicketRequest? request)
    {
        var session = Take();
        return desk.Keep(session, await commands.LockAsync(await FindAsync(session, request?.Number), takesOver: false, session.Access));
    }

    public async Task<LockResponse> TakeOver(TicketRequest? request)
    {
        var session = Take();
        return desk.Keep(session, await commands.LockAsync(await FindAsync(session, request?.Number), takesOver: true, session.Access));
    }

    public async Task Unlock(TicketRequest? request)
    {
        var session = Take();
        var ticket = await FindAsync(session, request?.Number);
        session.Locks.TryRemove(ticket.Id, out _);
        await commands.UnlockAsync(ticket, session.Access);
    }

    public async Task Draft(JsonElement request)
    {
        var session = Take();
        await commands.DraftAsync(await FindAsync(session, request), Read<DraftBody>(request), session.Access, Ended);
    }

    private Task<Ticket> FindAsync(AgentSession session, JsonElement request) =>
        FindAsync(session, request.ValueKind == JsonValueKind.Object && request.TryGetProperty("number", out var number)
            && number.ValueKind == JsonValueKind.String ? number.GetString() : null);

    private static T Read<T>(JsonElement request)
    {
        try
        {
            return request.Deserialize<T>(HttpJson.Options)!;
        }
        catch (JsonException fault)
        {
            throw HubFault.Invalid(fault.Path is { Length: > 2 } path ? $"{path[2..]} has another type." : "The call cannot be read.");
        }
    }
}
