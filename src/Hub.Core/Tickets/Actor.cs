namespace Hub.Core.Tickets;

/// <summary>Who wrote an entry or made a change.</summary>
/// <param name="Type">What kind of being.</param>
/// <param name="Id">Its id, or null for an unknown outside sender.</param>
/// <param name="Name">Display name.</param>
/// <param name="Address">Address it wrote from, or null.</param>
public sealed record Actor(ActorType Type, string? Id, string Name, string? Address)
{
    /// <summary>Hub itself, acting by a rule.</summary>
    public static Actor Rule(string name) => new(ActorType.Rule, null, name, null);

    /// <summary>Same being, whatever it is called.</summary>
    public bool IsSame(Actor other) => Type == other.Type && Id == other.Id && (Id is not null || Address == other.Address);
}

/// <summary>Kind of actor.</summary>
public enum ActorType
{
    /// <summary>A customer or visitor.</summary>
    Contact,
    /// <summary>One of us.</summary>
    Agent,
    /// <summary>A chatbot.</summary>
    Bot,
    /// <summary>Hub, by a rule.</summary>
    Rule,
}
