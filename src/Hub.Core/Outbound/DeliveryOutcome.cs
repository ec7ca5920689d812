namespace Hub.Core.Outbound;

/// <summary>What a channel says about one attempt to send. Certainty matters: only <see cref="Deferred"/> may be repeated blindly.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The other side took it.</summary>
    /// <param name="ExternalId">Its id there, or null.</param>
    public sealed record Sent(string? ExternalId) : DeliveryOutcome
    {
        /// <summary>How it was signed and encrypted; null for neither.</summary>
        public Keys.MailCrypto? Crypto { get; init; }
    }

    /// <summary>The other side answered differently for its recipients.</summary>
    /// <param name="ExternalId">Its id there, or null.</param>
    /// <param name="Recipients">Each one tried: <c>Sent</c>, <c>Failed</c> for good, or <c>Pending</c> when it may be taken later.</param>
    public sealed record Divided(string? ExternalId, IReadOnlyList<Tickets.RecipientDelivery> Recipients) : DeliveryOutcome
    {
        /// <summary>How it was signed and encrypted; null for neither.</summary>
        public Keys.MailCrypto? Crypto { get; init; }
    }

    /// <summary>Certainly not sent; try again.</summary>
    /// <param name="After">How long to wait; null leaves it to the retry plan.</param>
    /// <param name="Reason">For agents.</param>
    public sealed record Deferred(TimeSpan? After, string Reason) : DeliveryOutcome
    {
        /// <summary>Whether it waits for a person to act in Hub: then it is never given up, and its patience begins anew afterwards.</summary>
        public bool IsHeld { get; init; }
    }

    /// <summary>Certainly not sent, and never will be.</summary>
    /// <param name="Reason">For agents.</param>
    public sealed record Rejected(string Reason) : DeliveryOutcome;

    /// <summary>May have gone out. Reconcile or ask; never resend blindly.</summary>
    /// <param name="Reason">For agents.</param>
    public sealed record Unknown(string Reason) : DeliveryOutcome;
}
