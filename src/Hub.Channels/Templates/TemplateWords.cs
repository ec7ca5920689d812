using Fluid.Ast;

namespace Hub.Channels.Templates;

/// <summary>A word that a template may not use.</summary>
/// <param name="Word">As it stands there.</param>
/// <param name="Text">For people.</param>
internal sealed record UnknownWord(string Word, string Text);

/// <summary>Walks a template and remembers the first value or filter that is not allowed.</summary>
internal sealed class TemplateWords(IReadOnlyCollection<string> names) : AstVisitor
{
    private static readonly string[] Filters = ["default", "upcase", "downcase", "capitalize", "strip"];

    /// <summary>The first; null when all are allowed.</summary>
    public UnknownWord? Unknown { get; private set; }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        var segments = memberExpression.Segments.Select(static segment => (segment as IdentifierSegment)?.Identifier).ToList();
        // A name in another writing than a plain dotted one (an index, a call) is none of ours.
        var name = segments.Contains(null) ? segments[0] ?? "[" : string.Join('.', segments);
        if (segments.Contains(null) || !names.Contains(name))
        {
            Unknown ??= new UnknownWord(name, $"There is no value '{name}'. There are {string.Join(", ", names)}.");
        }
        return memberExpression;
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        var visited = base.VisitFilterExpression(filterExpression);
        if (!Filters.Contains(filterExpression.Name))
        {
            Unknown ??= new UnknownWord(filterExpression.Name, $"There is no filter '{filterExpression.Name}'. There are {string.Join(", ", Filters)}.");
        }
        return visited;
    }
}
