using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>Agents who have roles in common.</summary>
public sealed record Group : Document<Group>, IDocument<Group>
{
    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>Roles of every member.</summary>
    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    /// <summary>Who belongs to it.</summary>
    public IReadOnlyList<AgentId> Members { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Group> Kind { get; } = new("group", "grp")
    {
        Fields = [Fields.Name],
        Indexes = [new([], Fields.Name)],
        Keys = static group => [new UniqueKey("group-name", FieldValue.Fold(group.Name))],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Group> Name { get; } = new("name", FieldType.Text, static g => FieldValue.Of(g.Name));
    }
}
