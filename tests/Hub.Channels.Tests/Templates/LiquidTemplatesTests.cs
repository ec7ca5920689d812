using Hub.Channels.Templates;
using Hub.Core.Queues;

namespace Hub.Channels.Tests.Templates;

public sealed class LiquidTemplatesTests
{
    private static readonly LiquidTemplates Templates = new();

    private static readonly Dictionary<string, object?> Values = new()
    {
        ["ticket.number"] = "4711",
        ["queue.name"] = "Board & <Sons>",
        ["agent.name"] = null,
        ["hours"] = "",
        ["is_open"] = false,
    };

    [Theory]
    [InlineData("Number {{ ticket.number }} in {{queue.name}}", "Number 4711 in Board & <Sons>")]
    [InlineData("{% if is_open %}now{% else %}later{% endif %}", "later")]
    [InlineData("{% unless is_open %}closed{% endunless %}", "closed")]
    [InlineData("{% case ticket.number %}{% when '4711' %}yes{% else %}no{% endcase %}", "yes")]
    [InlineData("[{{ agent.name }}][{{ agent.name | default: 'the team' }}][{{ queue.name | upcase }}]", "[][the team][BOARD & <SONS>]")]
    [InlineData("{% comment %}for us{% endcomment %}kept", "kept")]
    [InlineData("No braces, {number} and } { alone", "No braces, {number} and } { alone")]
    [InlineData("", "")]
    public void Values_are_filled_in(string template, string expected)
    {
        Templates.Check(template, QueueTexts.Names).ShouldBeNull();
        Templates.Fill(template, Values).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Hello\n{{ ticket.subject }}", 2, 4, "ticket.subject")]
    [InlineData("{{ contact.name }}", 1, 4, "contact.name")]
    [InlineData("a\nb {{ ticket }}", 2, 6, "'ticket'")]
    [InlineData("{{ ticket.number.size }}", 1, 4, "ticket.number.size")]
    [InlineData("{{ ticket['number'] }}", 1, 4, "ticket")]
    [InlineData("{{ queue.name | append: 'x' }}", 1, 17, "append")]
    [InlineData("{% if is_open == agent.mail %}x{% endif %}", 1, 18, "agent.mail")]
    [InlineData("{% if is_open %}{% elsif foo %}x{% endif %}", 1, 26, "foo")]
    [InlineData("{{ queue.name | default: bar }}", 1, 26, "bar")]
    public void What_is_not_there_is_named_with_its_place(string template, int line, int column, string word)
    {
        var problem = Templates.Check(template, QueueTexts.Names).ShouldNotBeNull();
        (problem.Line, problem.Column).ShouldBe((line, column), problem.Text);
        problem.Text.ShouldContain(word);
    }

    [Theory]
    [InlineData("Hello {{ ticket.number", 1)]
    [InlineData("one\ntwo {% if is_open %}", 2)]
    [InlineData("one\n\n{% endif %}", 3)]
    [InlineData("{{ }}", 1)]
    [InlineData("{% for i in (1..1000000000) %}x{% endfor %}", 1)]
    [InlineData("{% assign a = 'x' %}", 1)]
    [InlineData("{% capture a %}x{% endcapture %}", 1)]
    [InlineData("x\n{% include 'secret' %}", 2)]
    [InlineData("{% render 'secret' %}", 1)]
    [InlineData("{% macro f() %}x{% endmacro %}", 1)]
    [InlineData("{% liquid echo 'x' %}", 1)]
    [InlineData("{% increment x %}", 1)]
    [InlineData("{% cycle 'a', 'b' %}", 1)]
    public void What_is_no_template_or_may_not_be_used_is_refused_with_its_line(string template, int line)
    {
        var problem = Templates.Check(template, QueueTexts.Names).ShouldNotBeNull();
        problem.Line.ShouldBe(line, problem.ToString());
        problem.Column.ShouldBeGreaterThan(0);
        problem.ToString().ShouldStartWith($"Line {line}, column ");
        // One kept by an older version goes out as it is rather than not at all.
        Templates.Fill("Hello {{ ticket.number", Values).ShouldBe("Hello {{ ticket.number");
    }
}
