using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Hub.Core.Ports;
using Hub.Core.Secrets;
using Hub.Core.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Hub.Server.Accounts.Keys;

/// <summary>The key ring's keys as this process last read them from the store. Data Protection asks for them without waiting, so
/// reading and writing are done beforehand and afterwards by <see cref="KeyRing"/>.</summary>
public sealed class StoredKeys(IHubStore store, TimeProvider clock) : IXmlRepository
{
    private const int MostKeys = 1_000;

    private readonly ConcurrentQueue<XElement> _made = new();
    private ImmutableArray<ProtectionKey> _stored = [];

    public bool IsEmpty => _stored.IsEmpty;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _stored.Select(static key => XElement.Parse(key.Xml))];

    public void StoreElement(XElement element, string friendlyName) => _made.Enqueue(element);

    public async Task LoadAsync(CancellationToken ct) => ImmutableInterlocked.InterlockedExchange(ref _stored,
        [.. (await store.ListAsync(new View<ProtectionKey>(Core.Views.Filter<ProtectionKey>.Everything), new PageRequest(MostKeys), ct)).Items]);

    /// <summary>Stores what Data Protection made since the last call, then reads.</summary>
    /// <param name="turn">Names the occasion: of several nodes that save for the same one, the first wins and the others take its keys.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SaveAsync(string turn, CancellationToken ct)
    {
        var made = new List<XElement>();
        while (_made.TryDequeue(out var element))
        {
            made.Add(element);
        }
        await SaveAsync(turn, made, ct);
    }

    public async Task SaveAsync(string turn, IReadOnlyList<XElement> elements, CancellationToken ct)
    {
        if (elements.Count > 0)
        {
            var changes = new ChangeSet();
            for (var index = 0; index < elements.Count; index++)
            {
                changes.Insert(new ProtectionKey
                {
                    Id = new DocId<ProtectionKey>($"ptk_{turn}-{index}"),
                    Xml = elements[index].ToString(SaveOptions.DisableFormatting),
                    StoredAt = clock.GetUtcNow(),
                });
            }
            // A conflict says that another node was first.
            await store.CommitAsync(changes, ct);
        }
        await LoadAsync(ct);
    }
}
