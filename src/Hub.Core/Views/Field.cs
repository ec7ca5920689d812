using Hub.Core.Storage;

namespace Hub.Core.Views;

/// <summary>What a field's values are.</summary>
public enum FieldType
{
    /// <summary>Folded text.</summary>
    Text,
    /// <summary>Whole number.</summary>
    Number,
    /// <summary>UTC instant, milliseconds.</summary>
    Instant,
    /// <summary>Yes or no.</summary>
    Flag,
}

/// <summary>Where documents without a value stand when sorted ascending.</summary>
public enum NonePlace
{
    /// <summary>Before all values.</summary>
    First,
    /// <summary>After all values.</summary>
    Last,
}

/// <summary>One of a kind's closed set of filterable properties.</summary>
public abstract class Field(string name, FieldType type)
{
    /// <summary>Column and API name: letters, digits, '_'.</summary>
    public string Name { get; } = name;

    /// <summary>Type of the values.</summary>
    public FieldType Type { get; } = type;

    /// <summary>True when a document may hold several values; such a field is never sorted by.</summary>
    public bool IsMulti { get; init; }

    /// <summary>All values there are, none among them when a document may lack one; null when they are many. An index that begins with
    /// such a field serves questions that do not name it.</summary>
    public IReadOnlyList<FieldValue>? Closed { get; init; } = type == FieldType.Flag ? [FieldValue.Of(false), FieldValue.Of(true)] : null;

    /// <summary>Where "none" sorts.</summary>
    public NonePlace NonePlace { get; init; } = NonePlace.First;

    /// <summary>The stand-in that engines store for "none", so that every sort key is non-null.</summary>
    public FieldValue SortKey(FieldValue value)
    {
        if (!value.IsNone)
        {
            return value;
        }
        return Type == FieldType.Text
            ? NonePlace == NonePlace.First ? NoneTextFirst : NoneTextLast
            : FieldValue.Of(NonePlace == NonePlace.First ? long.MinValue : long.MaxValue);
    }

    /// <summary>The values of a document; empty for none.</summary>
    public abstract IEnumerable<FieldValue> ValuesOf(Document document);

    /// <summary>The single value of a document.</summary>
    public abstract FieldValue ValueOf(Document document);

    private static readonly FieldValue NoneTextFirst = FieldValue.Of("\u0001");
    private static readonly FieldValue NoneTextLast = FieldValue.Of("\U0010FFFD");
}

/// <inheritdoc/>
public sealed class Field<T> : Field where T : Document
{
    private readonly Func<T, FieldValue>? _one;
    private readonly Func<T, IEnumerable<FieldValue>>? _many;

    /// <summary>A field with one value or none.</summary>
    public Field(string name, FieldType type, Func<T, FieldValue> read) : base(name, type) => _one = read;

    /// <summary>A field with any number of values (tags, people); never sorted by.</summary>
    public Field(string name, FieldType type, Func<T, IEnumerable<FieldValue>> readMany) : base(name, type)
    {
        _many = readMany;
        IsMulti = true;
    }

    /// <inheritdoc/>
    public override FieldValue ValueOf(Document document) => _one is { } read
        ? read((T)document)
        : throw new InvalidOperationException($"Field '{Name}' has many values.");

    /// <inheritdoc/>
    public override IEnumerable<FieldValue> ValuesOf(Document document)
    {
        if (_many is { } many)
        {
            return many((T)document).Where(static value => !value.IsNone);
        }
        var value = _one!((T)document);
        return value.IsNone ? [] : [value];
    }

    /// <summary>Equal to a text (folded).</summary>
    public Filter<T> Is(string value) => new Filter<T>.Is(this, FieldValue.Of(value));

    /// <summary>Equal to a number.</summary>
    public Filter<T> Is(long value) => new Filter<T>.Is(this, FieldValue.Of(value));

    /// <summary>Equal to a flag.</summary>
    public Filter<T> Is(bool value) => new Filter<T>.Is(this, FieldValue.Of(value));

    /// <summary>Equal to one of the values; empty matches nothing.</summary>
    public Filter<T> In(IEnumerable<string> values) => new Filter<T>.In(this, [.. values.Select(FieldValue.Of)]);

    /// <summary>Equal to one of the numbers; empty matches nothing.</summary>
    public Filter<T> InNumbers(IEnumerable<long> values) => new Filter<T>.In(this, [.. values.Select(static value => FieldValue.Of(value))]);

    /// <summary>From <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), by the bytes of the folded text.</summary>
    public Filter<T> Between(string from, string to) => new Filter<T>.Between(this, FieldValue.Of(from), FieldValue.Of(to));

    /// <summary>Begins with a text (folded).</summary>
    public Filter<T> BeginsWith(string start) => Between(start, start + "\U0010FFFD");

    /// <summary>From <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive); null leaves that side open.</summary>
    public Filter<T> Between(long? from, long? to) => new Filter<T>.Between(this, FieldValue.Of(from), FieldValue.Of(to));

    /// <summary>From <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive); null leaves that side open.</summary>
    public Filter<T> Between(DateTimeOffset? from, DateTimeOffset? to) =>
        new Filter<T>.Between(this, FieldValue.Of(from), FieldValue.Of(to));

    /// <summary>Has no value.</summary>
    public Filter<T> IsMissing() => new Filter<T>.Missing(this);
}
