using Hub.EndToEnd.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Nodes;

/// <summary>A console and a widget whose node is killed, behind a balancer that sends them to the other.</summary>
[Collection(NodeRuns.Name)]
public sealed class MovedConsoleTests(Browsers browsers)
{
    [Fact]
    public async Task The_console_comes_back_to_the_same_ticket_and_text_and_the_widget_goes_on()
    {
        await using var nodes = await NodePair.StartAsync();
        await using var scene = await ChatScene.StartAsync(nodes.First, browsers);
        var (visitor, agent, number) = await scene.BeginAsync("Before the end of the node");
        await agent.TypeAsync("Half a sentence");
        for (var back = 0; back < "a sentence".Length; back++)
        {
            await agent.Composer.PressAsync("ArrowLeft");
        }
        await agent.MarkPageAsync();

        await nodes.First.KillAsync();

        // The page of the other node: keys and clicks for the lost one would be a matter of luck.
        await Expect(agent.MarkedPage).ToHaveCountAsync(0);
        await Expect(agent.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(number));
        await agent.ReadyAsync();
        await Expect(agent.Composer).ToHaveValueAsync("Half a sentence");
        await Expect(agent.Composer).ToBeFocusedAsync();
        (await agent.Composer.EvaluateAsync<int>("field => field.selectionStart")).ShouldBe("Half ".Length);
        await agent.Composer.PressSequentiallyAsync("of ");
        await agent.Composer.PressAsync("End");
        await agent.Composer.PressSequentiallyAsync(" is finished");
        await Expect(agent.Composer).ToHaveValueAsync("Half of a sentence is finished");
        await agent.Send.ClickAsync();
        await Expect(visitor.Message("Half of a sentence is finished")).ToHaveCountAsync(1);
        await visitor.WriteAsync("And I am still here");
        await Expect(agent.Entry("And I am still here")).ToBeVisibleAsync();
    }
}
