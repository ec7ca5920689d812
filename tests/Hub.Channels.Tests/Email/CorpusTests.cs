using Hub.Channels.Tests.Email.Desk;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.MailSamples;

namespace Hub.Channels.Tests.Email;

/// <summary>Every mail of the corpus through the whole intake: received raw, filed, and read back.</summary>
public sealed class CorpusTests(CorpusTests.SampleDesk desk) : IClassFixture<CorpusTests.SampleDesk>
{
    public static TheoryData<string> Samples { get; } = new(MailSample.Names);

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_mail_is_filed_and_stored_as_its_rule_says(string name)
    {
        var written = MailSample.ExpectationOf(name);
        var situation = await desk.Situations.MakeAsync(name, written.Situation, MailDesk.Stop);
        foreach (var before in written.After)
        {
            await desk.Desk.File.HandleAsync(await desk.Desk.KeepAsync(MailSample.BytesOf(Path.GetFileNameWithoutExtension(before))), MailDesk.Stop);
        }
        var sample = MailSample.Read(name, situation);
        var received = await desk.Desk.KeepAsync(sample.Bytes);
        var outcome = await desk.Desk.File.HandleAsync(received, MailDesk.Stop);

        SampleCheck.Filing(sample, outcome);
        var settled = (await desk.Desk.Store.FindAsync(received.Id, MailDesk.Stop))!;
        SampleCheck.Stored(sample, await SampleReading.OfAsync(desk.Desk.Store, settled, situation, MailDesk.Stop));
        if (outcome.Kind == FilingKind.Bounce)
        {
            SampleCheck.Failed(sample, await desk.Desk.EntryAsync(outcome));
        }
        (await desk.Desk.RawAsync(settled)).ShouldBe(sample.Bytes);
    }

    [Fact]
    public void The_corpus_is_large_and_every_mail_has_a_rule()
    {
        MailSample.Names.Count.ShouldBeGreaterThanOrEqualTo(150);
        MailSample.Names.ShouldAllBe(static name => MailSample.ExpectationOf(name).Rule.Length > 5);
    }

    public sealed class SampleDesk : IAsyncLifetime
    {
        internal MailDesk Desk { get; private set; } = null!;

        internal SituationDesk Situations { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            // More receipts in a minute than any queue should write.
            Desk = await MailDesk.OpenAsync(automatic: new AutomaticMailLimits { PerQueueAndMinute = int.MaxValue });
            Situations = Desk.Situations();
            await Situations.PrepareAsync(MailDesk.Stop);
        }

        public ValueTask DisposeAsync() => Desk.DisposeAsync();
    }
}
