using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Automation;

/// <summary>A prepared text, offered in the composer by <c>/</c>.</summary>
public sealed record CannedResponse : Document<CannedResponse>, IDocument<CannedResponse>
{
    /// <summary>What is typed after the slash: folded, no spaces; unique.</summary>
    public required string Shortcut { get; init; }

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>The text; <c>{{contact.name}}</c>, <c>{{agent.name}}</c>, <c>{{ticket.number}}</c>, <c>{{ticket.subject}}</c> are filled.</summary>
    public required string Text { get; init; }

    /// <summary>When made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<CannedResponse> Kind { get; } = new("canned_response", "cnr")
    {
        Fields = [Fields.Shortcut],
        Indexes = [new([], Fields.Shortcut)],
        Keys = static canned => [new UniqueKey("canned-shortcut", FieldValue.Fold(canned.Shortcut))],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Shortcut.</summary>
        public static Field<CannedResponse> Shortcut { get; } = new("shortcut", FieldType.Text, static c => FieldValue.Of(c.Shortcut));
    }
}
