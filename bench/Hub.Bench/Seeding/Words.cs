namespace Hub.Bench.Seeding;

/// <summary>A made-up vocabulary whose words occur as often as in natural language: the k-th with a share of 1/k (Zipf).</summary>
public sealed class Words
{
    private const int Vocabulary = 20_000;
    private static readonly string[] Syllables =
        ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu"];

    private readonly string[] _words;
    private readonly double[] _shares;

    public Words(int seed)
    {
        var random = new Random(seed);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < Vocabulary)
        {
            words.Add(string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)])));
        }

        _words = [.. words];
        _shares = new double[Vocabulary];
        var sum = 0.0;
        for (var rank = 0; rank < Vocabulary; rank++)
        {
            _shares[rank] = sum += 1.0 / (rank + 1);
        }
    }

    /// <summary>The word of a rank, from 0 for the most frequent.</summary>
    public string this[int rank] => _words[rank];

    public string Next(Random random)
    {
        var place = Array.BinarySearch(_shares, random.NextDouble() * _shares[^1]);
        return _words[place < 0 ? ~place : place];
    }

    /// <summary>Words divided by blanks.</summary>
    public string Text(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Next(random)));
}
