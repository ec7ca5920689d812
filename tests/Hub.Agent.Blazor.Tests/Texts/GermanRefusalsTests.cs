using System.Text.RegularExpressions;
using Hub.Agent.Blazor.Settings;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Queues;
using Hub.Core.Settings;

namespace Hub.Agent.Blazor.Tests.Texts;

public sealed partial class GermanRefusalsTests
{
    [Fact]
    public void Every_refusal_of_a_setting_that_the_rules_write_down_has_a_German_sentence()
    {
        var written = (from file in Directory.EnumerateFiles(Path.Combine(Root(), "src/Hub.Core"), "*.cs", SearchOption.AllDirectories)
                       from Match match in Refusal().Matches(File.ReadAllText(file))
                       select Hole().Replace(match.Groups["text"].Value, "7")).Distinct().ToList();

        written.Count.ShouldBeGreaterThan(50);
        written.Where(static text => text != "7" && GermanRefusals.Of(text) == text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The role 'Desk' names it.", "Die Rolle „Desk“ nennt sie.")]
    [InlineData("Line 2, column 17: There is no value 'ticket.subject'. There are a, b.", "Zeile 2, Spalte 17: Den Wert „ticket.subject“ gibt es nicht. Es gibt a, b.")]
    [InlineData("A queue needs a name of at most 100 characters without '::'.", "Eine Warteschlange braucht einen Namen von höchstens 100 Zeichen ohne „::“.")]
    [InlineData("Nobody knows this one.", "Nobody knows this one.")]
    public void What_a_sentence_is_about_stays_in_it(string english, string german) => GermanRefusals.Of(english).ShouldBe(german);

    [Fact]
    public void A_screen_says_it_in_the_language_of_its_agent()
    {
        var refused = new SettingOutcome<Queue>.InUse("It holds tickets.");

        SettingAnswer.Of(refused, ConsoleTexts.German).Text.ShouldBe("Darin liegen noch Tickets.");
        SettingAnswer.Of(refused, ConsoleTexts.English).Text.ShouldBe("It holds tickets.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }

    [GeneratedRegex("""SettingOutcome<\w+(?:<\w+>)?>\.(?:InUse\(|(?:Invalid|Taken)\(\$?"[^"]*",\s*)\$?"(?<text>(?:[^"\\{]|\{[^{}]*\})*)"\)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}
