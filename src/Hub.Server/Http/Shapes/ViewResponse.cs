using Hub.Core.Agents;
using Hub.Core.SavedViews;
using Hub.Core.Tickets.Conditions;

namespace Hub.Server.Http.Shapes;

/// <summary>A saved view.</summary>
public sealed record ViewResponse(
    string Id, string Name, bool IsShared, Reference? Owner, IReadOnlyList<Reference> Groups, TicketCondition Filter, string Sort,
    IReadOnlyList<string> Columns, int Position)
{
    public static ViewResponse Of(SavedView view, DirectorySnapshot names) => new(
        view.Id.Value, view.Name, view.Owner is null, Reference.To(view.Owner, names),
        [.. view.Groups.Select(group => new Reference(group.Value, names.Groups.TryGetValue(group, out var found) ? found.Name : group.Value))],
        view.Filter, view.Sort, view.Columns, view.Position);
}
