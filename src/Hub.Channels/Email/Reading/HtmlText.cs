using System.Text;
using AngleSharp.Dom;

namespace Hub.Channels.Email.Reading;

/// <summary>HTML as plain text: blocks as lines, quotes with <c>&gt;</c>. Where the mail program marked what is quoted, the text
/// carries a mark that <see cref="QuoteFolder"/> knows.</summary>
public sealed class HtmlText
{
    /// <summary>Stands before a line from which on all is quoted.</summary>
    public const char QuoteMark = '\uE000';

    /// <summary>Stands before a line that introduces a quote ("On … wrote:").</summary>
    public const char AttributionMark = '\uE001';

    /// <summary>Stands before each line of a signature.</summary>
    public const char SignatureMark = '\uE002';

    /// <summary>Deeper nesting is an attack on whoever walks the tree.</summary>
    public const int DeepestTree = 256;

    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "head", "title", "template", "noscript", "object", "svg", "math" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article",
        "header", "footer", "hr", "center", "dl", "dt", "dd", "address", "form", "fieldset",
    };

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private int _quoteDepth;
    private int _signatureDepth;
    private int _blankLines;
    private bool _wantsSpace;

    private HtmlText()
    {
    }

    /// <summary>The text with marks, and how deep the tree is. Walks without recursion.</summary>
    public static (string Marked, int Depth) Convert(INode root)
    {
        var writer = new HtmlText();
        int depth = 0, deepest = 0;
        var node = root.FirstChild;
        while (node is not null)
        {
            var isOpen = writer.Enter(node);
            if (isOpen && node.FirstChild is { } child)
            {
                node = child;
                deepest = Math.Max(deepest, ++depth);
                continue;
            }
            if (isOpen)
            {
                writer.Leave(node);
            }
            while (node is not null && node.NextSibling is null)
            {
                node = node.Parent == root ? null : node.Parent;
                if (node is not null)
                {
                    writer.Leave(node);
                    depth--;
                }
            }
            node = node?.NextSibling;
        }
        writer.EndLine();
        return (writer._text.ToString().Trim('\n'), deepest);
    }

    /// <summary>The text without marks.</summary>
    public static string WithoutMarks(string marked) => HasMarks(marked) ? string.Concat(marked.Where(static letter => !IsMark(letter))) : marked;

    /// <summary>Whether the mail program marked anything.</summary>
    public static bool HasMarks(string marked) => marked.AsSpan().ContainsAny(QuoteMark, AttributionMark, SignatureMark);

    /// <summary>Whether an element stands on lines of its own.</summary>
    internal static bool IsBlock(string name) => Blocks.Contains(name);

    private static bool IsMark(char letter) => letter is QuoteMark or AttributionMark or SignatureMark;

    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            Write(text.Data, isPreformatted: node.ParentElement?.LocalName == "pre");
            return false;
        }
        if (node is not IElement element || Hidden.Contains(element.LocalName))
        {
            return false;
        }
        if (element.LocalName == "br")
        {
            EndLine();
            return false;
        }
        if (IsBlock(element.LocalName))
        {
            BreakLine();
        }
        if (QuoteMarkup.Of(element) is { } mark)
        {
            BreakLine();
            _line.Append(mark);
        }
        if (QuoteMarkup.IsSignature(element))
        {
            BreakLine();
            _signatureDepth++;
        }
        switch (element.LocalName)
        {
            case "blockquote":
                _quoteDepth++;
                break;
            case "li":
                _line.Append("- ");
                break;
            case "td" or "th":
                _wantsSpace = true;
                break;
        }
        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element)
        {
            return;
        }
        if (IsBlock(element.LocalName))
        {
            BreakLine();
        }
        if (element.LocalName == "blockquote")
        {
            _quoteDepth--;
        }
        if (QuoteMarkup.IsSignature(element))
        {
            BreakLine();
            _signatureDepth--;
        }
        if (element.LocalName is "p" or "blockquote" or "table" or "ul" or "ol" or "h1" or "h2" or "h3")
        {
            EndLine();
        }
    }

    private void Write(string data, bool isPreformatted)
    {
        if (isPreformatted)
        {
            var lines = data.Replace("\r", "", StringComparison.Ordinal).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                _line.Append(lines[i]);
                if (i < lines.Length - 1)
                {
                    EndLine();
                }
            }
            return;
        }
        foreach (var letter in data)
        {
            if (letter is ' ' or '\t' or '\r' or '\n' or '\u00A0')
            {
                _wantsSpace = true;
                continue;
            }
            if (IsMark(letter))
            {
                continue;
            }
            if (_wantsSpace && _line.Length > 0 && _line[^1] != ' ' && !IsMark(_line[^1]))
            {
                _line.Append(' ');
            }
            _wantsSpace = false;
            _line.Append(letter);
        }
    }

    private void BreakLine()
    {
        if (_line.Length > 0 && !IsMark(_line[^1]))
        {
            EndLine();
        }
        _wantsSpace = false;
    }

    private void EndLine()
    {
        _wantsSpace = false;
        if (_line.Length == 0 && ++_blankLines > 1)
        {
            return;
        }
        if (_line.Length > 0)
        {
            _blankLines = 0;
        }
        for (var i = 0; i < _quoteDepth; i++)
        {
            _text.Append("> ");
        }
        if (_signatureDepth > 0 && _line.Length > 0)
        {
            _text.Append(SignatureMark);
        }
        _text.Append(_line).Append('\n');
        _line.Clear();
    }
}
