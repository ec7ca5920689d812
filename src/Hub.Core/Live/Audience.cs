using Hub.Core.Agents;
using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>Who may see which entry.</summary>
public static class Audience
{
    /// <summary>Whether the customer may see the entry, in whatever output: widget, mail, transcript, portal.</summary>
    public static bool IncludesContact(Message message) => message.MessageKind == MessageKind.Public;

    /// <summary>Whether an agent may see an entry of the ticket.</summary>
    public static bool IncludesAgent(AgentAccess access, Ticket ticket) => access.CanRead(ticket);
}
