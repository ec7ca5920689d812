namespace Hub.Core.Storage;

/// <summary>How a commit ended; anything but <see cref="Committed"/> wrote nothing.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>All changes are durable.</summary>
    public sealed record Committed : CommitOutcome
    {
        /// <summary>The one value.</summary>
        public static Committed Value { get; } = new();
    }

    /// <summary>A document was not of the version the change relied on. Read again, decide again.</summary>
    /// <param name="Document">Which document, or <c>outbox</c> for a lost lease.</param>
    /// <param name="Expected">What the change relied on; 0 = must not exist.</param>
    /// <param name="Actual">What is stored; null = not there.</param>
    public sealed record VersionConflict(DocRef Document, long Expected, long? Actual) : CommitOutcome;

    /// <summary>Another document holds the key.</summary>
    public sealed record KeyTaken(UniqueKey Key, DocRef Holder) : CommitOutcome;
}
