using System.Collections.Concurrent;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Tests.Model;

namespace Hub.Storage.Tests.Contracts;

/// <summary>Generated operations: one after the other compared with the model step by step, and racing, where every outcome must
/// be explained by what ended up stored.</summary>
public abstract class RaceContract : StoreContract
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task A_generated_run_ends_as_the_model_does_step_by_step(int seed)
    {
        var draw = new Generated(seed);
        await using var model = new InMemoryUnderTest();
        var known = new List<Ticket>();
        for (var i = 0; i < 400; i++)
        {
            var changes = Draw(draw, known);

            var outcome = await Engine.Store.CommitAsync(changes, Ct);

            outcome.ShouldBe(await model.Store.CommitAsync(changes, Ct), $"step {i}");
            if (draw.Next(60) == 0)
            {
                await Engine.ReopenAsync();
            }
        }
        await ShouldEqualAsync(model);
    }

    [Fact]
    public async Task Of_racing_replaces_of_a_version_exactly_one_lands()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        for (var round = 0; round < 30; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
                await Engine.Store.CommitAsync(new ChangeSet().Replace(ticket, ticket with { Subject = $"{round}/{i}" }), Ct), Ct)));

            var winner = outcomes.Index().Single(pair => pair.Item is CommitOutcome.Committed).Index;
            outcomes.OfType<CommitOutcome.VersionConflict>().ShouldAllBe(lost => lost.Expected == ticket.Version && lost.Actual == ticket.Version + 1);
            ticket = (await Engine.Store.FindAsync(ticket.Id, Ct))!;
            ticket.Subject.ShouldBe($"{round}/{winner}");
        }
    }

    [Fact]
    public async Task Racing_writers_of_one_thread_leave_it_without_gap_or_double()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        var landed = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                while (!await AppendAsync(ticket.Id, $"{writer}/{i}"))
                {
                }
                landed.Add($"{writer}/{i}");
            }
        }, Ct)));

        var page = await Engine.Store.ListAsync(new View<Message>(Message.Fields.Ticket.Is(ticket.Key), Message.Fields.Seq), new PageRequest(1000), Ct);

        page.Items.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, 150).Select(seq => (long)seq));
        page.Items.Select(message => message.Text).ShouldBe(landed, ignoreOrder: true);
        (await Engine.Store.FindAsync(ticket.Id, Ct))!.LastSeq.ShouldBe(150);
    }

    private async Task<bool> AppendAsync(TicketId id, string text)
    {
        var ticket = (await Engine.Store.FindAsync(id, Ct))!;
        var outcome = await Engine.Store.CommitAsync(new ChangeSet()
            .Replace(ticket, ticket with { LastSeq = ticket.LastSeq + 1 })
            .Insert(Sample.Message(ticket, ticket.LastSeq + 1, text, clientId: text)), Ct);
        if (outcome is not CommitOutcome.Committed)
        {
            outcome.ShouldBeOfType<CommitOutcome.VersionConflict>().Document.ShouldBe(ticket.ToRef());
        }
        return outcome is CommitOutcome.Committed;
    }

    /// <summary>Inserts, replaces, deletes, expectations and claims of a few keys, about half of them against an old version.</summary>
    private static ChangeSet Draw(Generated draw, List<Ticket> known)
    {
        var changes = new ChangeSet();
        var touched = new HashSet<string>();
        for (var i = draw.Next(3); i >= 0; i--)
        {
            var ticket = known.Count == 0 || draw.Next(4) == 0 ? null : draw.Pick(known);
            if (ticket is null || !touched.Add(ticket.Key))
            {
                var made = draw.Ticket();
                changes.Insert(made);
                known.Add(made with { Version = 1 });
                touched.Add(made.Key);
            }
            else if (draw.Next(8) == 0)
            {
                changes.Delete(ticket);
            }
            else
            {
                changes.Replace(ticket, draw.Changed(ticket));
                known.Add(ticket with { Version = ticket.Version + 1 });
            }
        }
        if (known.Count > 0 && draw.Next(3) == 0)
        {
            changes.Expect(draw.Pick(known));
        }
        var holder = new DocRef("contact", $"con_{draw.Next(4)}");
        return draw.Next(3) switch
        {
            0 => changes.Claim(new UniqueKey("contact-identity", $"Email:{draw.Next(6)}"), holder),
            1 => changes.Release(new UniqueKey("contact-identity", $"Email:{draw.Next(6)}"), holder),
            _ => changes,
        };
    }

    private async Task ShouldEqualAsync(StoreUnderTest model)
    {
        var expected = await model.Inspection.ReadAllAsync(Ticket.Kind, Ct).ToDictionaryAsync(static document => document.Key, cancellationToken: Ct);
        var actual = await Engine.Inspection.ReadAllAsync(Ticket.Kind, Ct).ToDictionaryAsync(static document => document.Key, cancellationToken: Ct);
        actual.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
        foreach (var (key, document) in expected)
        {
            Text(actual[key]).ShouldBe(Text(document));
        }
        var claims = await Engine.Inspection.ReadClaimsAsync(Ct).ToListAsync(Ct);
        claims.ShouldBe(await model.Inspection.ReadClaimsAsync(Ct).ToListAsync(Ct), ignoreOrder: true);
    }

    private static string Text(Document document) =>
        $"{document.Version} {System.Text.Json.JsonSerializer.Serialize((Ticket)document, HubJson.Options)}";
}
