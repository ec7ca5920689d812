using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Storage.Tests.Contracts;

/// <summary>Documents and filters drawn from a seed: few values, so that they meet often.</summary>
internal sealed class Generated(int seed)
{
    private static readonly string[] Queues = ["que_a", "que_b", "que_c"];
    private static readonly string[] Agents = ["agt_x", "agt_y"];
    private static readonly string[] Tags = ["vip", "late", "größe", "Ωmega", "z"];
    private static readonly string[] Words = ["a", "B", "ä", "ß", "ﬁ", "Ω", "z", "\U0001F388", "\uFFEE", "Zebra", "zebra 2"];
    private readonly Random _random = new(seed);
    private int _number;

    public Ticket Ticket()
    {
        var at = Instant();
        return Changed(Sample.Ticket(at, number: $"{seed}{++_number:00000}"));
    }

    public Ticket Changed(Ticket ticket) => ticket with
    {
        Subject = Pick(Words),
        Status = Pick(Words),
        State = Pick(Enum.GetValues<TicketState>()),
        Priority = Pick(Enum.GetValues<Priority>()),
        Queue = new QueueId(Pick(Queues)),
        Assignee = _random.Next(3) == 0 ? null : new AgentId(Pick(Agents)),
        Tags = [.. Tags.Where(_ => _random.Next(4) == 0)],
        Urgency = _random.Next(3) == 0 ? null : Pick(Enum.GetValues<Grade>()),
        LastActivityAt = Instant(),
        UpdatedAt = Instant(),
        WaitingSince = _random.Next(2) == 0 ? null : Instant(),
        PendingUntil = _random.Next(2) == 0 ? null : Instant(),
        Lock = _random.Next(4) == 0 ? new TicketLock(new AgentId(Pick(Agents)), "x", 1, Instant()) : null,
    };

    public Filter<Ticket> Filter(int depth) => _random.Next(depth > 0 ? 11 : 8) switch
    {
        0 => Text(out var values).Is(values[0]),
        1 => Text(out var values).In(values),
        2 => Core.Tickets.Ticket.Fields.Tag.In(Tags.Where(_ => _random.Next(3) == 0)),
        3 => Instants().Between(_random.Next(3) == 0 ? null : Instant(), _random.Next(3) == 0 ? null : Instant()),
        4 => Any(Core.Tickets.Ticket.Kind.Fields).IsMissing(),
        5 => _random.Next(2) == 0
            ? Core.Tickets.Ticket.Fields.Priority.Between(_random.Next(4), _random.Next(4))
            : Core.Tickets.Ticket.Fields.IsActive.Is(_random.Next(2) == 0),
        6 => Core.Tickets.Ticket.Fields.Term.In([$"urgency={Pick(Enum.GetValues<Grade>())}", "impact=low"]),
        7 => Core.Tickets.Ticket.Fields.Tag.Between(Pick(Tags), Pick(Tags)),
        8 => new Filter<Ticket>.All(Parts(depth)),
        9 => new Filter<Ticket>.Any(Parts(depth)),
        _ => new Filter<Ticket>.Not(Filter(depth - 1)),
    };

    public Field<Ticket>? Sort() =>
        _random.Next(6) == 0 ? null : Pick([.. Core.Tickets.Ticket.Kind.Fields.Where(static field => !field.IsMulti)]);

    public bool Coin() => _random.Next(2) == 0;

    public int Next(int most) => _random.Next(most);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private List<Filter<Ticket>> Parts(int depth) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Filter(depth - 1))];

    private Field<Ticket> Any(IReadOnlyList<Field<Ticket>> fields) => Pick(fields);

    private Field<Ticket> Text(out string[] values)
    {
        (var field, values) = Pick<(Field<Ticket>, string[])>(
        [
            (Core.Tickets.Ticket.Fields.Queue, Queues), (Core.Tickets.Ticket.Fields.Assignee, Agents), (Core.Tickets.Ticket.Fields.Status, Words),
            (Core.Tickets.Ticket.Fields.State, [.. Enum.GetNames<TicketState>()]), (Core.Tickets.Ticket.Fields.Tag, Tags),
        ]);
        values = [.. values.OrderBy(_ => _random.Next()).Take(1 + _random.Next(values.Length))];
        return field;
    }

    private Field<Ticket> Instants() => Pick(
        [Core.Tickets.Ticket.Fields.LastActivityAt, Core.Tickets.Ticket.Fields.WaitingSince, Core.Tickets.Ticket.Fields.PendingUntil, Core.Tickets.Ticket.Fields.CreatedAt]);

    // Ticks below the millisecond must not matter.
    private DateTimeOffset Instant() => StoreUnderTest.Start.AddMinutes(_random.Next(12)).AddTicks(_random.Next(3));
}
