using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>Somebody who answers.</summary>
public sealed record Agent : Document<Agent>, IDocument<Agent>
{
    /// <summary>Shown to colleagues and customers.</summary>
    public required string Name { get; init; }

    /// <summary>Sign-in name; unique.</summary>
    public required string Email { get; init; }

    /// <summary>May do and configure everything.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Roles given to this agent; those of its groups come on top. Null until a role or group is given for the first
    /// time: such an agent works in all queues, as under <see cref="Role.AllQueues"/>.</summary>
    public IReadOnlyList<RoleId>? Roles { get; init; }

    /// <summary>Shape 1 named the queues to work in here; <see cref="GiveQueueRoles"/> makes roles of them. Null otherwise.</summary>
    public IReadOnlyList<QueueId>? Queues { get; init; }

    /// <summary>Interface language: <c>de</c> or <c>en</c>; null follows the browser.</summary>
    public string? Language { get; init; }

    /// <summary>Hash of the password; null until the invitation is taken.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes with password, rights and deactivation; a session of an older stamp ends.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Failed sign-ins since the last success.</summary>
    public int FailedSignIns { get; init; }

    /// <summary>Sign-in is refused until then.</summary>
    public DateTimeOffset? LockedOutUntil { get; init; }

    /// <summary>False keeps the agent out, its work stays.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>What the agent chose last; presence adds whether it is connected.</summary>
    public Availability Availability { get; init; } = Availability.Online;

    /// <summary>Enter sends when true, Ctrl/Cmd+Enter when false.</summary>
    public bool SendsOnEnter { get; init; }

    /// <summary>When the agent is away next; null for no absence.</summary>
    public Absence? Absence { get; init; }

    /// <summary>Where the console goes after a message was sent.</summary>
    public AfterSend AfterSend { get; init; }

    /// <summary>Whom a reply by mail goes to unless its writer chooses otherwise.</summary>
    public ReplyScope ReplyScope { get; init; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Agent> Kind { get; } = new("agent", "agt")
    {
        Schema = 2,
        Fields = [Fields.Name],
        Indexes = [new([], Fields.Name)],
        Keys = static agent => [EmailKey(agent.Email)],
    };

    /// <summary>The key an address is held under.</summary>
    public static UniqueKey EmailKey(string email) => new("agent-email", FieldValue.Fold(email.Trim()));

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Agent> Name { get; } = new("name", FieldType.Text, static a => FieldValue.Of(a.Name));
    }
}

/// <summary>Where the console goes after a message was sent.</summary>
public enum AfterSend
{
    /// <summary>The ticket stays open.</summary>
    Stay,
    /// <summary>On to the next ticket of the list.</summary>
    Next,
    /// <summary>Back to the list.</summary>
    List,
}

/// <summary>What an agent says about being there; higher is less available.</summary>
public enum Availability
{
    /// <summary>Takes work.</summary>
    Online,
    /// <summary>There, but busy.</summary>
    Busy,
    /// <summary>Away from the desk.</summary>
    Away,
    /// <summary>No live connection.</summary>
    Offline,
}
