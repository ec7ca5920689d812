using MudBlazor;

namespace Hub.Agent.Blazor.Layout;

/// <summary>The design tokens of <c>tokens.css</c> as MudBlazor takes them.</summary>
public static class ConsoleTheme
{
    private static readonly string[] Fonts = ["Inter", "system-ui", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#3b5bdb",
            Background = "#ffffff",
            Surface = "#ffffff",
            TextPrimary = "#1c2128",
            TextSecondary = "#5b6472",
            ActionDefault = "#5b6472",
            Divider = "#e6e8ec",
            LinesDefault = "#e6e8ec",
            LinesInputs = "#c9ced6",
            Error = "#c92a2a",
            Success = "#2b8a3e",
            Warning = "#b35c00",
            DrawerBackground = "#f7f8fa",
            AppbarBackground = "#ffffff",
            TableLines = "#e6e8ec",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7c93f5",
            Background = "#16181d",
            Surface = "#1f2229",
            TextPrimary = "#e8eaee",
            TextSecondary = "#a3abb8",
            ActionDefault = "#a3abb8",
            Divider = "#2d313a",
            LinesDefault = "#2d313a",
            LinesInputs = "#454b57",
            Error = "#ff8787",
            Success = "#69db7c",
            Warning = "#ffc078",
            DrawerBackground = "#121418",
            AppbarBackground = "#16181d",
            TableLines = "#2d313a",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = ".8125rem", FontWeight = "550", TextTransform = "none", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = ".875rem", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Fonts, FontSize = ".9375rem", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.0625rem", FontWeight = "600", LetterSpacing = "normal" },
        },
    };
}
