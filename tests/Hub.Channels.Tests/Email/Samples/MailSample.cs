using System.Text;

namespace Hub.MailSamples;

/// <summary>A mail of <c>tests/Corpus/mail</c> with what must become of it. Both may hold placeholders of their situation,
/// <c>{{name}}</c>.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Bytes">As they arrive.</param>
/// <param name="Expectation">What must become of it.</param>
public sealed record MailSample(string Name, byte[] Bytes, MailExpectation Expectation)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus", "mail");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.eml").Select(static path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The bytes of the file, placeholders and all.</summary>
    public static byte[] BytesOf(string name) => File.ReadAllBytes(Path.Combine(Folder, $"{name}.eml"));

    /// <summary>The expectation as it is written.</summary>
    public static MailExpectation ExpectationOf(string name) => MailExpectation.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));

    /// <summary>The sample with its placeholders filled in; every other byte stays what it is.</summary>
    public static MailSample Read(string name, IReadOnlyDictionary<string, string> placeholders) => new(
        name,
        Encoding.Latin1.GetBytes(Fill(Encoding.Latin1.GetString(BytesOf(name)), placeholders)),
        MailExpectation.Parse(Fill(File.ReadAllText(Path.Combine(Folder, $"{name}.json")), placeholders)));

    private static string Fill(string text, IReadOnlyDictionary<string, string> placeholders)
    {
        foreach (var (name, value) in placeholders)
        {
            text = text.Replace($"{{{{{name}}}}}", value, StringComparison.Ordinal);
        }
        return text;
    }
}
