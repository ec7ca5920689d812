namespace Hub.Core.Inbound;

/// <summary>How much is taken in.</summary>
public sealed record IntakeLimits
{
    /// <summary>Largest message in bytes as transferred; 40 MB let a 20 MB file pass in base64.</summary>
    public long LargestMessage { get; init; } = 40L * 1024 * 1024;

    /// <summary>Largest message in bytes once its parts are decoded; small containers may unfold into much.</summary>
    public long LargestDecoded => 4 * LargestMessage;

    /// <summary>How long the reading of one message may take before it is held.</summary>
    public TimeSpan ReadPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Tries before a message that makes the filing fail is held.</summary>
    public int MostTries { get; init; } = 3;

    /// <summary>Pause before the next try; tripled with each.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(15);
}
