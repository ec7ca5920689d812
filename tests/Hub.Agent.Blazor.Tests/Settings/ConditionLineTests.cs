using Bunit;
using Hub.Agent.Blazor.Settings;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Tests.Hosting;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Tickets.Conditions;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.Tests.Settings;

public sealed class ConditionLineTests(ConsoleHost host) : BunitContext, IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task A_queue_is_chosen_by_its_name_and_stored_by_its_id()
    {
        await using var anna = await host.SignInAsync("agt_anna");
        var row = new ConditionRow();
        var line = Show(row, anna);

        line.FindAll("[data-testid=condition-verb]").ShouldBeEmpty();
        line.Find("[data-testid=condition-field]").Change("queue");
        line.Find("[data-testid=condition-choices] label").TextContent.ShouldBe("Support");
        line.Find("[data-testid=condition-choices] input").Change(true);

        row.ToCondition().In.ShouldNotBeNull().ShouldHaveSingleItem().GetString().ShouldBe(host.Queue.Value);
        line.Find("[data-testid=condition-field]").Change("createdAt");
        row.Values.ShouldBeEmpty();
        line.Find("[data-testid=condition-span]").Change("2d");
        row.ToCondition().OlderThan.ShouldBe("2d");
    }

    [Fact]
    public async Task What_is_gone_since_it_was_chosen_is_shown_and_can_be_taken_away()
    {
        await using var anna = await host.SignInAsync("agt_anna");
        var row = new ConditionRow { Field = "assignee", Values = ["agt_left"] };
        var line = Show(row, anna);

        line.FindAll("[data-testid=condition-choices] label")[^1].TextContent.ShouldBe("agt_left");
        line.FindAll("[data-testid=condition-choices] input")[^1].Change(false);
        row.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_field_has_a_word_and_everything_that_can_be_said_of_it_is_a_filter()
    {
        await using var anna = await host.SignInAsync("agt_anna");
        var session = anna.ServiceProvider.GetRequiredService<ConsoleSession>();
        foreach (var field in ConditionInput.FieldsOf(session))
        {
            ViewTexts.English.Names.Keys.ShouldContain(field);
            ViewTexts.German.Names.Keys.ShouldContain(field);
            var input = ConditionInput.Of(field, session);
            foreach (var verb in input.Verbs)
            {
                var value = input.Choices?[0].Id ?? input.Kind switch { "number" => "7", "date" => "2026-11-01", _ => "boiler" };
                var row = new ConditionRow { Field = field, Verb = verb, Values = [value], Span = "2d", From = value };
                var compiler = new ConditionCompiler(session.Access, session.Directory, Entries.Noon);
                // A 'not' alone would read every ticket.
                compiler.Compile(TicketCondition.AllOf(row.ToCondition(), TicketCondition.Of("tag", "vip"))).ShouldNotBeNull($"{field} {verb}: {compiler.Problem?.Text}");
            }
        }
        foreach (var verb in Enum.GetValues<ConditionVerb>())
        {
            ConditionTexts.English.Verbs.Keys.ShouldContain(verb);
            ConditionTexts.German.Verbs.Keys.ShouldContain(verb);
        }
    }

    private IRenderedComponent<ConditionLine> Show(ConditionRow row, AsyncServiceScope console) => Render<ConditionLine>(line => line
        .Add(static shown => shown.Row, row).Add(static shown => shown.Session, console.ServiceProvider.GetRequiredService<ConsoleSession>()));
}
