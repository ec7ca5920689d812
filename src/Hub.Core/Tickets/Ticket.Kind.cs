using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

public sealed partial record Ticket
{
    /// <inheritdoc/>
    public static DocumentKind<Ticket> Kind { get; } = new("ticket", "tkt")
    {
        Schema = 3,
        Fields =
        [
            Fields.Number, Fields.State, Fields.Queue, Fields.Assignee, Fields.Contact, Fields.Priority, Fields.CreatedAt,
            Fields.UpdatedAt, Fields.LastActivityAt, Fields.WaitingSince, Fields.PendingUntil, Fields.IsLocked, Fields.Status,
            Fields.IsActive, Fields.Rank, Fields.Subject, Fields.ContactName, Fields.Urgency, Fields.Impact, Fields.Tag, Fields.Term,
        ],
        Indexes =
        [
            // A message moves its ticket in every order by the time of last activity, so there are few of them: active tickets and
            // all share one, because an index that begins with a closed field serves those who do not name it.
            new([], Fields.Number),
            new([], Fields.CreatedAt),
            new([], Fields.UpdatedAt),
            new([Fields.IsActive], Fields.LastActivityAt),
            new([Fields.IsActive], Fields.Priority),
            new([Fields.IsActive], Fields.Rank),
            new([Fields.IsActive], Fields.Status),
            new([Fields.IsActive], Fields.Subject),
            new([Fields.IsActive], Fields.ContactName),
            new([Fields.IsActive], Fields.WaitingSince),
            new([Fields.IsActive], Fields.CreatedAt),
            new([Fields.Queue, Fields.IsActive], Fields.LastActivityAt),
            new([Fields.Queue, Fields.IsActive], Fields.Rank),
            new([Fields.Assignee, Fields.IsActive], Fields.LastActivityAt),
            new([Fields.State], Fields.LastActivityAt),
            new([Fields.Contact], Fields.LastActivityAt),
            // A message leaves rank and priority as they are, and thus these.
            new([Fields.Queue, Fields.IsActive], Fields.Priority),
            new([Fields.Urgency, Fields.Impact], Fields.Rank),
            new([Fields.Tag], null),
            new([Fields.Tag, Fields.IsActive], Fields.Rank),
            new([Fields.Tag, Fields.Queue], null),
            new([Fields.Term], null),
            new([Fields.Term, Fields.IsActive], Fields.Rank),
            new([Fields.IsLocked], null),
            new([Fields.State], Fields.PendingUntil),
        ],
        Keys = static ticket => [NumberKey(ticket.Number)],
        SearchText = static ticket => SearchTextOf(ticket),
    };

    /// <summary>The key a number is held under.</summary>
    public static UniqueKey NumberKey(string number) => new("ticket-number", number);

    /// <summary>Whether the words by which the ticket itself is found differ from those of an earlier state of it.</summary>
    internal bool IsFoundOtherwise(Ticket before) => Subject != before.Subject || ContactName != before.ContactName
        || !ReferenceEquals(Tags, before.Tags) || !ReferenceEquals(CustomFields, before.CustomFields);

    private static string SearchTextOf(Ticket ticket) => string.Join('\n', [
        ticket.Number, ticket.Subject, ticket.ContactName, .. ticket.Tags, .. ticket.CustomFields.Values.Select(static value => value.ToString())]);

    /// <summary>Filterable fields. The API's <c>sort</c> takes the names of the sortable ones.</summary>
    public static class Fields
    {
        /// <summary>Number, as a number.</summary>
        public static Field<Ticket> Number { get; } = new("number", FieldType.Number,
            static t => FieldValue.Of(long.Parse(t.Number, System.Globalization.CultureInfo.InvariantCulture)));

        /// <summary>Base state by name, or the shelf of one that is out of the daily lists.</summary>
        public static Field<Ticket> State { get; } = new("state", FieldType.Text, static t => FieldValue.Of(t.Shelf?.ToString() ?? t.State.ToString()))
        {
            Closed = [.. Enum.GetNames<TicketState>().Concat(Enum.GetNames<Shelf>()).Select(FieldValue.Of)],
        };

        /// <summary>Configured status by name.</summary>
        public static Field<Ticket> Status { get; } = new("status", FieldType.Text, static t => FieldValue.Of(t.Status));

        /// <summary>Queue id.</summary>
        public static Field<Ticket> Queue { get; } = new("queue", FieldType.Text, static t => FieldValue.Of(t.Queue.Value));

        /// <summary>Assignee id.</summary>
        public static Field<Ticket> Assignee { get; } = new("assignee", FieldType.Text, static t => FieldValue.Of(t.Assignee?.Value));

        /// <summary>Contact id.</summary>
        public static Field<Ticket> Contact { get; } = new("contact", FieldType.Text, static t => FieldValue.Of(t.Contact.Value));

        /// <summary>Rank, 0 to 3.</summary>
        public static Field<Ticket> Priority { get; } = new("priority", FieldType.Number, static t => FieldValue.Of((long)t.Priority));

        /// <summary>Order of work: higher priority first, the older first within one; ascending.</summary>
        public static Field<Ticket> Rank { get; } = new("rank", FieldType.Number,
            static t => FieldValue.Of(((long)(Tickets.Priority.Urgent - t.Priority) << 48) + t.CreatedAt.ToUnixTimeMilliseconds()));

        /// <summary>Subject.</summary>
        public static Field<Ticket> Subject { get; } = new("subject", FieldType.Text, static t => FieldValue.Of(t.Subject));

        /// <summary>Name of the contact when last seen.</summary>
        public static Field<Ticket> ContactName { get; } = new("contactName", FieldType.Text, static t => FieldValue.Of(t.ContactName));

        /// <summary>When made.</summary>
        public static Field<Ticket> CreatedAt { get; } = new("createdAt", FieldType.Instant, static t => FieldValue.Of(t.CreatedAt));

        /// <summary>Newest change.</summary>
        public static Field<Ticket> UpdatedAt { get; } = new("updatedAt", FieldType.Instant, static t => FieldValue.Of(t.UpdatedAt));

        /// <summary>Newest message or note.</summary>
        public static Field<Ticket> LastActivityAt { get; } = new("lastActivityAt", FieldType.Instant, static t => FieldValue.Of(t.LastActivityAt));

        /// <summary>Since when the contact waits; those nobody waits for come last.</summary>
        public static Field<Ticket> WaitingSince { get; } =
            new("waitingSince", FieldType.Instant, static t => FieldValue.Of(t.WaitingSince)) { NonePlace = NonePlace.Last };

        /// <summary>When a pending ticket comes back.</summary>
        public static Field<Ticket> PendingUntil { get; } =
            new("pendingUntil", FieldType.Instant, static t => FieldValue.Of(t.PendingUntil)) { NonePlace = NonePlace.Last };

        /// <summary>Whether somebody holds the lock.</summary>
        public static Field<Ticket> IsLocked { get; } = new("locked", FieldType.Flag, static t => FieldValue.Of(t.Lock is not null));

        /// <summary>Whether it is neither closed nor merged.</summary>
        public static Field<Ticket> IsActive { get; } =
            new("active", FieldType.Flag, static t => FieldValue.Of(t.State is TicketState.New or TicketState.Open or TicketState.Pending));

        /// <summary>How soon it is needed; none while not said.</summary>
        public static Field<Ticket> Urgency { get; } = new("urgency", FieldType.Text, static t => FieldValue.Of(t.Urgency?.ToString())) { Closed = Grades };

        /// <summary>How much it touches; none while not said.</summary>
        public static Field<Ticket> Impact { get; } = new("impact", FieldType.Text, static t => FieldValue.Of(t.Impact?.ToString())) { Closed = Grades };

        private static IReadOnlyList<FieldValue> Grades => [FieldValue.None, .. Enum.GetNames<Grade>().Select(FieldValue.Of)];

        /// <summary>Everything else that lists are narrowed by, see <see cref="TicketTerms"/>.</summary>
        public static Field<Ticket> Term { get; } = new("term", FieldType.Text, static t => TicketTerms.Of(t));

        /// <summary>Tags.</summary>
        public static Field<Ticket> Tag { get; } = new("tag", FieldType.Text, static t => t.Tags.Select(FieldValue.Of));
    }
}
