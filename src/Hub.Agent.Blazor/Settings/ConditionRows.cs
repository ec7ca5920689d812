using Hub.Core.Tickets.Conditions;

namespace Hub.Agent.Blazor.Settings;

/// <summary>A condition as a form shows it: rows of which all or any must hold. What no row can show (a tree made by the API) is
/// kept as it is.</summary>
public sealed class ConditionRows
{
    private readonly List<TicketCondition> _kept = [];

    public bool IsAny { get; set; }

    public List<ConditionRow> Rows { get; } = [];

    /// <summary>How many conditions are kept and not shown.</summary>
    public int Hidden => _kept.Count;

    public static ConditionRows Of(TicketCondition condition)
    {
        var rows = new ConditionRows { IsAny = condition.Any is { Count: > 0 } };
        var parts = condition.All ?? condition.Any ?? (condition.Field is null && condition.Not is null ? [] : [condition]);
        foreach (var part in parts)
        {
            if (ConditionRow.Of(part) is { } row)
            {
                rows.Rows.Add(row);
            }
            else
            {
                rows._kept.Add(part);
            }
        }
        return rows;
    }

    public TicketCondition ToCondition()
    {
        List<TicketCondition> parts = [.. Rows.Select(static row => row.ToCondition()), .. _kept];
        return IsAny ? new TicketCondition { Any = parts } : TicketCondition.AllOf(parts);
    }
}
