using Hub.Core.Agents;
using Hub.Core.Storage;
using Hub.Core.Tickets.Conditions;
using Hub.Core.Views;

namespace Hub.Core.SavedViews;

/// <summary>A list somebody made: which tickets, in which order, with which columns.</summary>
public sealed record SavedView : Document<SavedView>, IDocument<SavedView>
{
    /// <summary>What people read.</summary>
    public required string Name { get; init; }

    /// <summary>Whose own it is; null for one that administrators keep for others.</summary>
    public AgentId? Owner { get; init; }

    /// <summary>Groups that see it; empty for everybody. Of no meaning for a personal one.</summary>
    public IReadOnlyList<GroupId> Groups { get; init; } = [];

    /// <summary>Which tickets.</summary>
    public required TicketCondition Filter { get; init; }

    /// <summary>Field of the order, '-' in front for descending; see <see cref="ViewColumns.Sorts"/>.</summary>
    public required string Sort { get; init; }

    /// <summary>Columns in order; see <see cref="ViewColumns.Names"/>.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Place in the rail, ascending.</summary>
    public int Position { get; init; }

    /// <summary>When made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<SavedView> Kind { get; } = new("view", "viw")
    {
        Fields = [Fields.Position],
        Indexes = [new([], Fields.Position)],
        Keys = static view => [new UniqueKey("view-name", $"{view.Owner?.Value}/{FieldValue.Fold(view.Name)}")],
    };

    /// <summary>Whether an agent sees it: its owner, everybody, or members of its groups; administrators see all that are not personal.</summary>
    public bool IsFor(AgentAccess reader, DirectorySnapshot names) => Owner is { } owner
        ? owner == reader.Agent
        : Groups.Count == 0 || reader.IsAdministrator || names.GroupsOf(reader.Agent).Any(group => Groups.Contains(group.Id));

    /// <summary>Whether an agent may change or remove it.</summary>
    public bool IsKeptBy(AgentAccess by) => Owner is { } owner ? owner == by.Agent : by.IsAdministrator;

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Place in the rail.</summary>
        public static Field<SavedView> Position { get; } = new("position", FieldType.Number, static v => FieldValue.Of((long)v.Position));
    }
}
