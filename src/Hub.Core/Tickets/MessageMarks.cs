namespace Hub.Core.Tickets;

/// <summary>Remarks an entry may carry.</summary>
public static class MessageMarks
{
    /// <summary>Its sender takes no part in the ticket.</summary>
    public const string OtherSender = "other sender";

    /// <summary>A machine wrote it; shown folded.</summary>
    public const string Automatic = "automatic";

    /// <summary>Another message had the same Message-ID but other content.</summary>
    public const string PossibleDuplicate = "possible duplicate";

    /// <summary>Its sender named the number of another ticket.</summary>
    public const string ClaimsToBelong = "claims to belong to";
}
