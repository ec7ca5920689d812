namespace Hub.Core.Storage;

/// <summary>What is looked for, tokenised once by <see cref="Views.SearchText"/>.</summary>
/// <param name="Words">Whole words, all of which must occur. Folded.</param>
/// <param name="Prefix">The last, possibly unfinished word; null when there is none.</param>
/// <param name="Labels">At least one must be on the hit; null finds everything (administrators).</param>
public sealed record SearchQuery(IReadOnlyList<string> Words, string? Prefix, IReadOnlyList<string>? Labels);

/// <summary>One find: the document and what it belongs to; newest first by order of indexing.</summary>
public sealed record SearchHit(DocRef Document, DocRef Group);
