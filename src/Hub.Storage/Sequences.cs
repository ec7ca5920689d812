namespace Hub.Storage;

/// <summary>Where the counters begin; the same for every engine.</summary>
public static class Sequences
{
    /// <summary>Ticket numbers; they start with six digits so that all of a young installation are of one length.</summary>
    public const string TicketNumber = "ticket-number";

    /// <summary>The first number ever given under the name.</summary>
    public static long FirstOf(string name) => name == TicketNumber ? 100_001 : 1;
}
