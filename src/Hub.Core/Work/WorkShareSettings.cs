namespace Hub.Core.Work;

/// <summary>How nodes share work. A node's end is seen after at most <paramref name="Lapse"/> and two beats.</summary>
/// <param name="IsAlone">No other process shares the store: all work is this one's, nothing is written.</param>
/// <param name="Beat">How often a node shows that it lives, and looks at the others.</param>
/// <param name="Lapse">How long one may be silent before its work goes to others; several beats.</param>
public sealed record WorkShareSettings(bool IsAlone, TimeSpan Beat, TimeSpan Lapse)
{
    /// <summary>The only process on its store.</summary>
    public static WorkShareSettings Alone { get; } = new(IsAlone: true, UsualBeat, UsualLapse);

    /// <summary>Beat unless told otherwise.</summary>
    public static TimeSpan UsualBeat { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Lapse unless told otherwise.</summary>
    public static TimeSpan UsualLapse { get; } = TimeSpan.FromSeconds(8);
}
