using System.Text.Json;
using Hub.Agent.Blazor.Settings;
using Hub.Core.Tickets.Conditions;

namespace Hub.Agent.Blazor.Tests.Settings;

/// <summary>What the editor of a view shows of a stored condition, and that saving it unchanged stores the same.</summary>
public sealed class ConditionRowTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    [Theory]
    [InlineData("""{"field":"queue","in":["que_a","que_b"]}""", ConditionVerb.Is)]
    [InlineData("""{"not":{"field":"tag","in":["vip"]}}""", ConditionVerb.IsNot)]
    [InlineData("""{"field":"number","from":100,"to":200}""", ConditionVerb.Between)]
    [InlineData("""{"field":"createdAt","from":"2026-10-01"}""", ConditionVerb.Between)]
    [InlineData("""{"field":"waitingSince","olderThan":"4h"}""", ConditionVerb.OlderThan)]
    [InlineData("""{"field":"waitingSince","youngerThan":"2d"}""", ConditionVerb.YoungerThan)]
    [InlineData("""{"field":"pendingUntil","missing":false}""", ConditionVerb.Present)]
    [InlineData("""{"field":"fields.site","missing":true}""", ConditionVerb.Missing)]
    public void A_condition_is_a_row_and_the_row_is_the_condition(string stored, ConditionVerb verb)
    {
        var row = ConditionRow.Of(Read(stored)).ShouldNotBeNull();

        row.Verb.ShouldBe(verb);
        row.IsComplete.ShouldBeTrue();
        Write(row.ToCondition()).ShouldBe(stored);
    }

    [Theory]
    [InlineData("""{"field":"active","is":true}""", "true")]
    [InlineData("""{"field":"fields.seats","is":7}""", "7")]
    [InlineData("""{"field":"tag","in":["a","b"]}""", "a, b")]
    public void One_value_of_any_type_is_a_list_of_one(string stored, string text) =>
        ConditionRow.Of(Read(stored)).ShouldNotBeNull().Text.ShouldBe(text);

    [Fact]
    public void Not_missing_and_missing_not_are_one_row() =>
        ConditionRow.Of(Read("""{"not":{"field":"urgency","missing":true}}""")).ShouldNotBeNull().Verb.ShouldBe(ConditionVerb.Present);

    [Theory]
    [InlineData("""{"not":{"field":"createdAt","olderThan":"2d"}}""")]
    [InlineData("""{"not":{"field":"number","from":3}}""")]
    [InlineData("""{"any":[{"field":"tag","in":["a"]},{"field":"tag","in":["b"]}]}""")]
    public void What_no_row_can_show_is_counted_and_kept(string hidden)
    {
        var stored = $$"""{"all":[{"field":"tag","in":["vip"]},{{hidden}}]}""";
        var rows = ConditionRows.Of(Read(stored));

        rows.Rows.Count.ShouldBe(1);
        rows.Hidden.ShouldBe(1);
        Write(rows.ToCondition()).ShouldBe(stored);
    }

    [Fact]
    public void A_row_that_says_nothing_yet_is_not_complete()
    {
        new ConditionRow().IsComplete.ShouldBeFalse();
        foreach (var verb in (ConditionVerb[])[ConditionVerb.Is, ConditionVerb.IsNot, ConditionVerb.Between, ConditionVerb.OlderThan, ConditionVerb.YoungerThan])
        {
            new ConditionRow { Field = "createdAt", Verb = verb }.IsComplete.ShouldBeFalse($"{verb}");
        }
    }

    private static TicketCondition Read(string json) => JsonSerializer.Deserialize<TicketCondition>(json, Web)!;

    private static string Write(TicketCondition condition) => JsonSerializer.Serialize(condition, Web);
}
