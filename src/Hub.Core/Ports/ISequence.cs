namespace Hub.Core.Ports;

/// <summary>Named counters for human-readable numbers.</summary>
public interface ISequence
{
    /// <summary>Reserves <paramref name="size"/> consecutive numbers and answers the first. Blocks never overlap, over restarts
    /// and nodes; a lost block leaves a gap.</summary>
    ValueTask<long> NextBlockAsync(string name, int size, CancellationToken ct);
}
