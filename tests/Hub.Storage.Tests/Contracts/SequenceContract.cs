namespace Hub.Storage.Tests.Contracts;

public abstract class SequenceContract : StoreContract
{
    [Fact]
    public async Task Ticket_numbers_begin_with_six_digits_and_blocks_follow_each_other()
    {
        (await Engine.Sequence.NextBlockAsync(Sequences.TicketNumber, 20, Ct)).ShouldBe(100_001);
        (await Engine.Sequence.NextBlockAsync(Sequences.TicketNumber, 1, Ct)).ShouldBe(100_021);
        (await Engine.Sequence.NextBlockAsync("other", 5, Ct)).ShouldBe(1);
        (await Engine.Sequence.NextBlockAsync("other", 5, Ct)).ShouldBe(6);
    }

    [Fact]
    public async Task Racing_blocks_never_overlap()
    {
        var firsts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
            await Engine.Sequence.NextBlockAsync("race", 3, Ct), Ct)));

        firsts.Order().ShouldBe(Enumerable.Range(0, 50).Select(i => 1L + (3 * i)));
    }

    [Fact]
    public async Task A_block_is_not_given_again_after_a_restart()
    {
        var before = await Engine.Sequence.NextBlockAsync("kept", 7, Ct);

        await Engine.ReopenAsync();

        (await Engine.Sequence.NextBlockAsync("kept", 1, Ct)).ShouldBe(before + 7);
    }
}
