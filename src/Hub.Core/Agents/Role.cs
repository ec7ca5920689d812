using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>A set of rights, given to agents directly or by their groups.</summary>
public sealed record Role : Document<Role>, IDocument<Role>
{
    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>What it gives and takes, queue by queue.</summary>
    public IReadOnlyList<RoleRule> Rights { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The role that every installation has: all rights on tickets of all queues. It cannot be changed.</summary>
    public static Role AllQueues { get; } = new()
    {
        Id = new RoleId("rol_all"),
        Name = "All queues",
        Rights = [new RoleRule(null, Subtree: true, [Right.Read, Right.Note, Right.Reply, Right.Move, Right.Own, Right.Create, Right.Close])],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <inheritdoc/>
    public static DocumentKind<Role> Kind { get; } = new("role", "rol")
    {
        Fields = [Fields.Name],
        Indexes = [new([], Fields.Name)],
        Keys = static role => [new UniqueKey("role-name", FieldValue.Fold(role.Name))],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Role> Name { get; } = new("name", FieldType.Text, static r => FieldValue.Of(r.Name));
    }
}

/// <summary>What a role gives and takes on one queue.</summary>
/// <param name="Queue">Which; null stands above all queues.</param>
/// <param name="Subtree">On the queues below it too.</param>
/// <param name="Allow">Rights given.</param>
public sealed record RoleRule(QueueId? Queue, bool Subtree, IReadOnlyList<Right> Allow)
{
    /// <summary>Rights taken, whatever gives them here or further up.</summary>
    public IReadOnlyList<Right> Deny { get; init; } = [];
}
