using System.Globalization;

namespace Hub.Agent.Blazor.Shapes;

/// <summary>Letters and colour that stand for a person.</summary>
public static class AvatarLook
{
    /// <summary>First letters of first and last word; of an address, its first letter.</summary>
    public static string InitialsOf(string name)
    {
        var words = name.Split([' ', '.', '_', '-', '@'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => "?",
            [var only] => FirstOf(only),
            _ when name.Contains('@', StringComparison.Ordinal) => FirstOf(words[0]),
            _ => FirstOf(words[0]) + FirstOf(words[^1]),
        };
    }

    /// <summary>The same hue for the same name, everywhere and after every start.</summary>
    public static int HueOf(string name)
    {
        // FNV-1a: string.GetHashCode differs with each process.
        var hash = name.Aggregate(2166136261u, static (current, letter) => (current ^ letter) * 16777619u);
        return (int)(hash % 12) * 30;
    }

    private static string FirstOf(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
