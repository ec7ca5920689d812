using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>A filter without its document type: what the engines compile. Values are never none.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    public static Condition Of<T>(Filter<T> filter) where T : Document => filter switch
    {
        Filter<T>.All all => new AllOf([.. all.Parts.Select(Of)]),
        Filter<T>.Any any => new AnyOf([.. any.Parts.Select(Of)]),
        Filter<T>.Not not => new Negated(Of(not.Part)),
        Filter<T>.Is equal => new OneOf(equal.Field, equal.Value.IsNone ? [] : [StoredOf(equal.Value)]),
        Filter<T>.In among => new OneOf(among.Field, [.. among.Values.Where(static value => !value.IsNone).Select(StoredOf).Distinct()]),
        Filter<T>.Between between => new Range(between.Field, Bound(between.From), Bound(between.To)),
        Filter<T>.Missing missing => new NoValue(missing.Field),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>The tree without its values; cursors are bound to it.</summary>
    public abstract string Shape { get; }

    private static StoredValue StoredOf(FieldValue value) => StoredValue.Of(value);

    private static StoredValue? Bound(FieldValue value) => value.IsNone ? null : StoredOf(value);

    public sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
    {
        public override string Shape => $"all({string.Join(',', Parts.Select(static part => part.Shape))})";
    }

    public sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
    {
        public override string Shape => $"any({string.Join(',', Parts.Select(static part => part.Shape))})";
    }

    public sealed record Negated(Condition Part) : Condition
    {
        public override string Shape => $"not({Part.Shape})";
    }

    public sealed record OneOf(Field Field, IReadOnlyList<StoredValue> Values) : Condition
    {
        public override string Shape => $"in({Field.Name})";
    }

    public sealed record Range(Field Field, StoredValue? From, StoredValue? To) : Condition
    {
        public override string Shape => $"between({Field.Name})";
    }

    public sealed record NoValue(Field Field) : Condition
    {
        public override string Shape => $"missing({Field.Name})";
    }
}
