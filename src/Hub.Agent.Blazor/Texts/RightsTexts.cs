using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Agent.Blazor.Texts;

/// <summary>The screens for roles, groups and the tree of queues.</summary>
public sealed record RightsTexts
{
    public required string Roles { get; init; }
    public required string Groups { get; init; }
    public required string NoGroups { get; init; }
    public required string Members { get; init; }
    public required string AllQueues { get; init; }
    public required string BuiltIn { get; init; }
    public required string BuiltInHint { get; init; }
    public required string MatrixHint { get; init; }
    public required string Subtree { get; init; }
    public required string SubtreeOf { get; init; }
    public required string Allowed { get; init; }
    public required string Denied { get; init; }
    public required string Unset { get; init; }
    public required string CountOf { get; init; }
    public required string Inherited { get; init; }
    public required string Always { get; init; }
    public required string FollowUpDays { get; init; }
    public required string QueueAddress { get; init; }
    public required string WorkingHours { get; init; }
    public required string OwnHours { get; init; }
    public required string TimeZone { get; init; }
    public required string Closed { get; init; }
    public required string Until { get; init; }
    public required string Fold { get; init; }
    public required string Unfold { get; init; }
    public required string RolesEmpty { get; init; }
    public required string GroupsEmpty { get; init; }
    public required string MoveNote { get; init; }
    public required string Move { get; init; }
    public required IReadOnlyDictionary<Right, string> Names { get; init; }
    public required IReadOnlyDictionary<Right, string> Refusals { get; init; }

    /// <summary>The name of a role as it is shown; the one that belongs to Hub has one in each language.</summary>
    public string NameOf(Role role) => role.Id == Role.AllQueues.Id ? AllQueues : role.Name;

    public static RightsTexts English { get; } = new()
    {
        Roles = "Roles",
        Groups = "Groups",
        NoGroups = "There are no groups yet.",
        Members = "Members",
        AllQueues = "All queues",
        BuiltIn = "Built in",
        BuiltInHint = "This role belongs to Hub and gives all work in all queues.",
        MatrixHint = "Each click goes from not set to allowed to denied. The nearest queue decides, and there a denial wins.",
        Subtree = "with sub-queues",
        SubtreeOf = "{0}: with sub-queues",
        Allowed = "allowed",
        Denied = "denied",
        Unset = "not set",
        CountOf = "{0} roles · {1} members",
        Inherited = "as above: {0}",
        Always = "always",
        FollowUpDays = "Opens again for (days)",
        QueueAddress = "Own e-mail address",
        WorkingHours = "Working hours",
        OwnHours = "Own working hours",
        TimeZone = "Time zone",
        Closed = "closed",
        Until = "to",
        Fold = "Fold {0}",
        Unfold = "Unfold {0}",
        RolesEmpty = "No role of your own yet. Roles say what may be done in which queue.",
        GroupsEmpty = "No group yet. Groups give roles to many agents at once.",
        MoveNote = "Note for the receiving team",
        Move = "Move",
        Names = new Dictionary<Right, string>
        {
            [Right.Read] = "Read",
            [Right.Note] = "Note",
            [Right.Reply] = "Reply",
            [Right.Move] = "Move",
            [Right.Own] = "Assign",
            [Right.Create] = "Create",
            [Right.Close] = "Close",
            [Right.Manage] = "Manage",
        },
        Refusals = Enum.GetValues<Right>().ToDictionary(static right => right, static right => right.Refusal()),
    };

    public static RightsTexts German { get; } = new()
    {
        Roles = "Rollen",
        Groups = "Gruppen",
        NoGroups = "Es gibt noch keine Gruppen.",
        Members = "Mitglieder",
        AllQueues = "Alle Warteschlangen",
        BuiltIn = "Fest eingebaut",
        BuiltInHint = "Diese Rolle gehört zu Hub und erlaubt alle Arbeit in allen Warteschlangen.",
        MatrixHint = "Jeder Klick wechselt von nicht gesetzt zu erlaubt zu verboten. Die nächstgelegene Warteschlange entscheidet, dort gewinnt ein Verbot.",
        Subtree = "mit Unter\u00ADwarte\u00ADschlangen",
        SubtreeOf = "{0}: mit Unterwarteschlangen",
        Allowed = "erlaubt",
        Denied = "verboten",
        Unset = "nicht gesetzt",
        CountOf = "{0} Rollen · {1} Mitglieder",
        Inherited = "wie darüber: {0}",
        Always = "immer",
        FollowUpDays = "Öffnet wieder (Tage lang)",
        QueueAddress = "Eigene E-Mail-Adresse",
        WorkingHours = "Arbeitszeiten",
        OwnHours = "Eigene Arbeitszeiten",
        TimeZone = "Zeitzone",
        Closed = "geschlossen",
        Until = "bis",
        Fold = "{0} zuklappen",
        Unfold = "{0} aufklappen",
        RolesEmpty = "Noch keine eigene Rolle. Rollen sagen, was in welcher Warteschlange erlaubt ist.",
        GroupsEmpty = "Noch keine Gruppe. Gruppen geben vielen Bearbeitern auf einmal Rollen.",
        MoveNote = "Notiz für das übernehmende Team",
        Move = "Verschieben",
        Names = new Dictionary<Right, string>
        {
            [Right.Read] = "Lesen",
            [Right.Note] = "Notiz",
            [Right.Reply] = "Antworten",
            [Right.Move] = "Verschieben",
            [Right.Own] = "Zuweisen",
            [Right.Create] = "Anlegen",
            [Right.Close] = "Schließen",
            [Right.Manage] = "Verwalten",
        },
        Refusals = new Dictionary<Right, string>
        {
            [Right.Read] = "Tickets dieser Warteschlange dürfen Sie nicht lesen.",
            [Right.Note] = "In dieser Warteschlange dürfen Sie keine Notizen schreiben.",
            [Right.Reply] = "Tickets dieser Warteschlange dürfen Sie nicht beantworten.",
            [Right.Move] = "Aus dieser oder in diese Warteschlange dürfen Sie nicht verschieben.",
            [Right.Own] = "Bei Tickets dieser Warteschlange dürfen Sie niemanden zuweisen.",
            [Right.Create] = "In dieser Warteschlange dürfen Sie keine Tickets anlegen.",
            [Right.Close] = "Tickets dieser Warteschlange dürfen Sie weder schließen noch wieder öffnen.",
            [Right.Manage] = "Diese Warteschlange dürfen Sie nicht einrichten.",
        },
    };
}
