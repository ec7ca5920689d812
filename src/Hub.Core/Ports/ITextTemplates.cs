namespace Hub.Core.Ports;

/// <summary>Fills the texts that administrators write with values. A template sees the values it is given and nothing else; it
/// cannot loop, keep values, read files or call anything, so that its result is about as long as itself.</summary>
public interface ITextTemplates
{
    /// <summary>The first thing that is wrong with a template; null when it can be filled.</summary>
    /// <param name="template">Liquid: text with <c>{{ ticket.number }}</c> and <c>{% if is_open %}…{% else %}…{% endif %}</c>.</param>
    /// <param name="names">The values it may name, dotted where they belong together.</param>
    TemplateProblem? Check(string template, IReadOnlyCollection<string> names);

    /// <summary>The filled text; what has no value is left out. Text that is no template (kept by an older version, which did not
    /// check) is answered as it is: a mail goes out rather than none.</summary>
    /// <param name="template">One that <see cref="Check"/> found good.</param>
    /// <param name="values">Text or truth by name, dotted as above.</param>
    string Fill(string template, IReadOnlyDictionary<string, object?> values);
}

/// <summary>What is wrong with a template, and where.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Text">For people.</param>
public sealed record TemplateProblem(int Line, int Column, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"Line {Line}, column {Column}: {Text}";
}
