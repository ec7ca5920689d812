using Hub.Core.Keys;

namespace Hub.Channels.Email.Crypto;

/// <summary>Finds the keys that may have signed a mail.</summary>
internal static class Signers
{
    /// <summary>Those of the sender and those the mail brought for it; when none of them fits, anybody's.</summary>
    /// <param name="rings">Stored keys.</param>
    /// <param name="sender">Folded From address; null for none.</param>
    /// <param name="handles">What the signatures call their keys.</param>
    /// <param name="offered">Keys the mail brought.</param>
    /// <param name="ct">Cancels the reads.</param>
    public static async ValueTask<IReadOnlyList<KnownSigner>> FindAsync(
        KeyRings rings, string? sender, IReadOnlyCollection<string> handles, IEnumerable<KeyFacts> offered, CancellationToken ct)
    {
        var stored = sender is null ? [] : (await rings.OfAddressesAsync([sender], ct)).GetValueOrDefault(sender, []);
        List<KnownSigner> own =
        [
            .. stored.Where(key => Fits(key.Facts)).Select(static key => new KnownSigner(key.Facts, key.IsTrusted, IsSenders: true)),
            .. offered.Where(Fits).Select(static facts => new KnownSigner(facts, IsTrusted: false, IsSenders: true)),
        ];
        return own.Count > 0
            ? own
            : [.. (await rings.ByHandlesAsync(handles, ct)).Select(static key => new KnownSigner(key.Facts, key.IsTrusted, IsSenders: false))];

        bool Fits(KeyFacts facts) => facts.Handles.Any(handles.Contains);
    }
}
