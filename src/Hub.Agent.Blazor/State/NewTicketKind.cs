namespace Hub.Agent.Blazor.State;

/// <summary>What a ticket made by hand begins with.</summary>
public enum NewTicketKind
{
    Phone,
    Mail,
    Internal,
    Letter,
    Visit,
}
