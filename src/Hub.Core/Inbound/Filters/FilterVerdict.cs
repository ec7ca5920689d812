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
    /// <param name="Cause">In a word, should it go to the tray.</param>
    /// <param name="Because">For people.</param>
    public sealed record Machine(TrayCause Cause, string Because) : FilterVerdict;

    /// <summary>It reports on another mail.</summary>
    public sealed record Report(MailReport About) : FilterVerdict;

    /// <summary>It is kept in the tray.</summary>
    /// <param name="Cause">In a word.</param>
    /// <param name="Because">For people.</param>
    public sealed record Hold(TrayCause Cause, string Because) : FilterVerdict;
}
