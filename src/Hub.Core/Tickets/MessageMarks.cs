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

    /// <summary>It went to somebody outside who is not the customer.</summary>
    public const string Forwarded = "forwarded";

    /// <summary>It answers what was forwarded; the customer does not see it.</summary>
    public const string OutsideAnswer = "outside answer";

    /// <summary>A colleague sent it to the customer from a mail program, with Hub in copy.</summary>
    public const string WrittenOutside = "written outside";

    /// <summary>Its formatted form was left out: too long, too deep or with too many links. The original has it.</summary>
    public const string TextOnly = "text only";

    /// <summary>Its sender named the number of another ticket.</summary>
    public const string ClaimsToBelong = "claims to belong to";
}
