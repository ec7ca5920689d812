using System.Globalization;
using System.Text.Json;
using Hub.Core.CustomFields;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>Values that lists are narrowed by and that have no column of their own: <c>name=value</c>, in the one narrow index over
/// terms. Only what rarely changes stands here, since each term is a row.</summary>
public static class TicketTerms
{
    // A longer text is found by its beginning.
    private const int LongestValue = 100;

    /// <summary>The terms of a ticket.</summary>
    public static IEnumerable<FieldValue> Of(Ticket ticket)
    {
        if (ticket.Responsible is { } responsible)
        {
            yield return Text("responsible", responsible.Value);
        }
        foreach (var channel in ticket.Channels)
        {
            yield return Text("channel", channel.ToString());
        }
        foreach (var (name, value) in ticket.CustomFields)
        {
            foreach (var term in OfField(name, value))
            {
                yield return term;
            }
        }
    }

    /// <summary>A term of a name and a text, any case.</summary>
    public static FieldValue Text(string name, string value) =>
        FieldValue.Of($"{name}={(value.Length <= LongestValue ? value : value[..LongestValue])}");

    /// <summary>The terms of a custom field's value: one for each element of a list, none for null and objects.</summary>
    public static IEnumerable<FieldValue> OfField(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => OfField(name, item)),
        JsonValueKind.Number => [Number(name, value.GetDouble())],
        JsonValueKind.True or JsonValueKind.False => [Text(NameOf(name), value.ValueKind == JsonValueKind.True ? "true" : "false")],
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => [Text(NameOf(name), text)],
        _ => [],
    };

    /// <summary>The term of a number in a custom field; terms of one field order as their numbers do.</summary>
    public static FieldValue Number(string name, double number)
    {
        // IEEE 754 bits order like the numbers once the sign is turned round.
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0);
        var ordered = bits < 0 ? ~bits : bits ^ long.MinValue;
        return FieldValue.Of(string.Create(CultureInfo.InvariantCulture, $"{NameOf(name)}=#{ordered:x16}"));
    }

    /// <summary>Tickets whose custom field lies in [from, to); null leaves a side open.</summary>
    public static Filter<Ticket> Between(string name, FieldValue from, FieldValue to) => new Filter<Ticket>.Between(
        Ticket.Fields.Term, from.IsNone ? FieldValue.Of(NameOf(name) + "=") : from, to.IsNone ? FieldValue.Of(NameOf(name) + ">") : to);

    /// <summary>Tickets that have any value in the custom field.</summary>
    public static Filter<Ticket> HasField(string name) => Between(name, FieldValue.None, FieldValue.None);

    /// <summary>The name under which the values of a custom field stand.</summary>
    public static string NameOf(string field) => $"{FieldDefinition.TermPrefix}{field}";
}
