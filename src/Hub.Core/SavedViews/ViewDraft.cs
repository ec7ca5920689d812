using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Tickets.Conditions;

namespace Hub.Core.SavedViews;

/// <summary>A view as it is written.</summary>
public sealed record ViewDraft
{
    private const int LongestName = 80;
    private const int MostColumns = 20;

    /// <summary>What people read.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kept by administrators for others, not personal.</summary>
    public bool IsShared { get; init; }

    /// <summary>Groups that see a shared one; empty for everybody.</summary>
    public IReadOnlyList<GroupId> Groups { get; init; } = [];

    /// <summary>Which tickets.</summary>
    public TicketCondition Filter { get; init; } = new();

    /// <summary>The order.</summary>
    public string Sort { get; init; } = "rank";

    /// <summary>Columns in order; empty takes the usual ones.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Place in the rail.</summary>
    public int Position { get; init; }

    /// <summary>The view as it is.</summary>
    public static ViewDraft Of(SavedView view) => new()
    {
        Name = view.Name,
        IsShared = view.Owner is null,
        Groups = view.Groups,
        Filter = view.Filter,
        Sort = view.Sort,
        Columns = view.Columns,
        Position = view.Position,
    };

    /// <summary>The view with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<SavedView> ApplyTo(SavedView view, AgentAccess by, DirectorySnapshot names, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            return new SettingOutcome<SavedView>.Invalid("name", $"A view needs a name of at most {LongestName} characters.");
        }
        if (IsShared && !by.IsAdministrator)
        {
            return new SettingOutcome<SavedView>.Forbidden();
        }
        if (Groups.Any(group => !names.Groups.ContainsKey(group)))
        {
            return new SettingOutcome<SavedView>.Invalid("groups", "There is no such group.");
        }
        if (ViewColumns.Read(Sort) is null)
        {
            return new SettingOutcome<SavedView>.Invalid("sort", $"One of {string.Join(", ", ViewColumns.Sorts.Keys)}, with '-' for descending.");
        }
        if (Columns.Count > MostColumns || Columns.FirstOrDefault(static column => !ViewColumns.IsColumn(column)) is not null)
        {
            return new SettingOutcome<SavedView>.Invalid("columns", $"At most {MostColumns} of {string.Join(", ", ViewColumns.Names)}, fields.NAME.");
        }
        var compiler = new ConditionCompiler(by, names, now);
        if (compiler.Compile(Filter) is null)
        {
            return new SettingOutcome<SavedView>.Invalid($"filter.{compiler.Problem!.Field}", compiler.Problem.Text);
        }
        return new SettingOutcome<SavedView>.Done(view with
        {
            Name = Name.Trim(),
            Owner = IsShared ? null : view.Owner ?? by.Agent,
            Groups = IsShared ? Groups : [],
            Filter = Filter,
            Sort = Sort,
            Columns = Columns.Count == 0 ? ViewColumns.Default : Columns,
            Position = Position,
        });
    }
}
