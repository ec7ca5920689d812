using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Hub.Agent.Blazor.Shapes;

/// <summary>Plain text whose web addresses can be followed; everything else is shown as written.</summary>
public sealed partial class LinkedText : ComponentBase
{
    // Nobody follows so many; a browser stands still over them.
    private const int MostLinks = 5_000;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Address().Count(Text) > MostLinks)
        {
            builder.AddContent(7, Text);
            return;
        }
        var end = 0;
        foreach (var match in Address().EnumerateMatches(Text))
        {
            builder.AddContent(0, Text[end..match.Index]);
            // A full stop after an address ends the sentence, not the address.
            var address = Text.Substring(match.Index, match.Length).TrimEnd('.', ',', ';', ':', '!', '?', ')', ']');
            builder.OpenElement(1, "a");
            builder.AddAttribute(2, "href", address);
            builder.AddAttribute(3, "target", "_blank");
            builder.AddAttribute(4, "rel", "noopener noreferrer nofollow");
            builder.AddContent(5, address);
            builder.CloseElement();
            end = match.Index + address.Length;
        }
        builder.AddContent(6, Text[end..]);
    }

    [GeneratedRegex("""https?://[^\s<>"']{3,500}""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
