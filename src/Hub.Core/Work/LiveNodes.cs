using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Storage;

namespace Hub.Core.Work;

/// <summary>Which nodes live, as seen from one of them: those whose beat changed not longer ago than the lapse by this process's
/// own monotonic clock. Not thread-safe.</summary>
public sealed class LiveNodes(DocId<NodeBeat> self, TimeSpan lapse, TimeProvider clock)
{
    /// <summary>A beat stamped this long ago is of a dead node even when it is seen for the first time; far beyond any difference of clocks.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(10);

    private readonly Dictionary<DocId<NodeBeat>, (long Version, long SeenAt)> _seen = [];

    /// <summary>The nodes that live, this one among them.</summary>
    public IReadOnlySet<DocId<NodeBeat>> Current { get; private set; } = new HashSet<DocId<NodeBeat>> { self };

    /// <summary>Takes what is stored now.</summary>
    /// <returns>Whether <see cref="Current"/> changed.</returns>
    public bool Observe(IReadOnlyList<NodeBeat> beats)
    {
        var live = new HashSet<DocId<NodeBeat>> { self };
        foreach (var beat in beats)
        {
            if (!_seen.TryGetValue(beat.Id, out var known) || known.Version != beat.Version)
            {
                var isStale = !_seen.ContainsKey(beat.Id) && clock.GetUtcNow() - beat.At > LongAgo;
                _seen[beat.Id] = known = (beat.Version, isStale ? long.MinValue : clock.GetTimestamp());
            }
            if (known.SeenAt != long.MinValue && clock.GetElapsedTime(known.SeenAt) < lapse)
            {
                live.Add(beat.Id);
            }
        }
        foreach (var gone in _seen.Keys.Except(beats.Select(static beat => beat.Id)).ToList())
        {
            _seen.Remove(gone);
        }
        var isSame = live.SetEquals(Current);
        Current = live;
        return !isSame;
    }

    /// <summary>The live node that should do a piece of work: every node comes to the same answer, and a node that comes or goes
    /// moves only its own share (rendezvous hashing).</summary>
    public DocId<NodeBeat> ChooseFor(string work) => Current.MaxBy(node => WeightOf(work, node));

    private static ulong WeightOf(string work, DocId<NodeBeat> node)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{work}\n{node.Value}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
