namespace Hub.Core.Inbound.Filters;

/// <summary>What the filters say of a message.</summary>
public abstract record FilterVerdict
{
    private FilterVerdict()
    {
    }

    /// <summary>A person wrote it, as far as can be told.</summary>
    public sealed record Person : FilterVerdict;

    /// <summary>A machine wrote it: filed if it belongs to a ticket, never answered, never reopens.</summary>
    public sealed record Machine(string Because) : FilterVerdict;

    /// <summary>It reports on the delivery of another mail.</summary>
    public sealed record Bounce(BounceReport Report) : FilterVerdict;
}
