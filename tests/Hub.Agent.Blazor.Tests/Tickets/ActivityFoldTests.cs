using Bunit;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.Tickets;

public sealed class ActivityFoldTests : BunitContext
{
    [Fact]
    public void Several_changes_unfold()
    {
        var fold = Render<ActivityFold>(p => p.Add(f => f.Texts, ConsoleTexts.German).Add(f => f.Entries, Changes(4)));
        fold.Find("[data-testid=activity-fold]").TextContent.ShouldContain("4 Änderungen");
        fold.FindAll("li").ShouldBeEmpty();

        fold.Find("[data-testid=activity-fold]").Click();

        fold.FindAll("li").Count.ShouldBe(4);
        fold.Find("[data-testid=activity-fold]").GetAttribute("aria-expanded").ShouldBe("true");
    }

    [Fact]
    public void A_single_change_stands_open() => Render<ActivityFold>(p => p.Add(f => f.Texts, ConsoleTexts.English).Add(f => f.Entries, Changes(1)))
        .Find("p span").TextContent.ShouldBe("Anna Berger set the status to Open");

    private static List<Message> Changes(int count) =>
        [.. Enumerable.Range(1, count).Select(static seq => Entries.Message(seq, Entries.Anna, seq, MessageKind.Activity))];
}
