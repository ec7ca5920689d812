using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Hub.Core.Ports;

namespace Hub.Channels.Templates;

/// <summary>Templates in Liquid, cut down to values, conditions and comments: without loops, assignments and includes a template
/// ends at once and its result cannot outgrow it.</summary>
public sealed partial class LiquidTemplates : ITextTemplates
{
    private static readonly string[] Tags = ["if", "unless", "case", "comment", "raw"];
    private static readonly FluidParser Parser = MakeParser();
    private static readonly TemplateOptions Options = new() { MaxSteps = 10_000, MaxRecursion = 20, CultureInfo = CultureInfo.InvariantCulture };

    /// <inheritdoc/>
    public TemplateProblem? Check(string template, IReadOnlyCollection<string> names)
    {
        if (!Parser.TryParse(template, out var parsed, out var error))
        {
            return ProblemOf(error, template);
        }
        var words = new TemplateWords(names);
        words.VisitTemplate(parsed);
        return words.Unknown is { } unknown ? Locate(template, unknown) : null;
    }

    /// <inheritdoc/>
    public string Fill(string template, IReadOnlyDictionary<string, object?> values)
    {
        if (!Parser.TryParse(template, out var parsed, out _))
        {
            return template;
        }
        var context = new TemplateContext(Options);
        foreach (var group in values.GroupBy(static pair => pair.Key.Split('.')[0]))
        {
            context.SetValue(group.Key, values.TryGetValue(group.Key, out var single)
                ? single!
                : group.ToDictionary(pair => pair.Key[(group.Key.Length + 1)..], static pair => pair.Value));
        }
        return parsed.Render(context);
    }

    private static FluidParser MakeParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false });
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList())
        {
            parser.RegisteredTags.Remove(tag);
        }
        return parser;
    }

    // The parser ends its messages with "at (line:column)".
    private static TemplateProblem ProblemOf(string error, string template)
    {
        var first = error.Split('\n')[0].Trim();
        return Position().Match(first) is { Success: true } at
            ? new TemplateProblem(int.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(at.Groups[2].Value, CultureInfo.InvariantCulture),
                first[..at.Index].TrimEnd())
            : new TemplateProblem(template.Count(static letter => letter == '\n') + 1, 1, first);
    }

    // The tree does not say where its words stood; inside the braces a word stands where its letters do.
    private static TemplateProblem Locate(string template, UnknownWord unknown)
    {
        var at = Braces().Matches(template)
            .Select(tag => IndexOfWord(tag.Value, unknown.Word) is var index and >= 0 ? tag.Index + index : -1)
            .FirstOrDefault(static index => index >= 0, 0);
        var before = template[..at];
        return new TemplateProblem(before.Count(static letter => letter == '\n') + 1, at - before.LastIndexOf('\n'), unknown.Text);
    }

    private static int IndexOfWord(string tag, string word)
    {
        var at = tag.IndexOf(word, StringComparison.Ordinal);
        while (at >= 0 && ((at > 0 && IsWordLetter(tag[at - 1])) || (at + word.Length < tag.Length && IsWordLetter(tag[at + word.Length]))))
        {
            at = tag.IndexOf(word, at + 1, StringComparison.Ordinal);
        }
        return at;
    }

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.';

    [GeneratedRegex(@" ?at \((\d+):(\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Position();

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}
