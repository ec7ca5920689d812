using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Notices;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.Texts;

public sealed class ConsoleTextsTests
{
    [Theory]
    [InlineData("de", "en-US,en;q=0.9", "de")]
    [InlineData(null, "de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData(null, "fr-FR, de;q=0.5", "de")]
    [InlineData(null, "fr-FR", "en")]
    [InlineData(null, null, "en")]
    public void The_agent_s_choice_comes_before_the_browser_s(string? chosen, string? accepted, string language) =>
        ConsoleTexts.For(chosen, accepted).Language.ShouldBe(language);

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_value_of_the_domain_has_a_word(string language)
    {
        var texts = ConsoleTexts.For(language, null);

        Enum.GetValues<TicketState>().ShouldAllBe(state => texts.Words.States.ContainsKey(state));
        Enum.GetValues<Priority>().ShouldAllBe(priority => texts.Words.Priorities.ContainsKey(priority));
        Enum.GetValues<ChannelKind>().ShouldAllBe(channel => texts.Words.Channels.ContainsKey(channel));
        Enum.GetValues<Availability>().ShouldAllBe(availability => texts.Words.Availabilities.ContainsKey(availability));
        Enum.GetValues<DeliveryState>().ShouldAllBe(state => texts.Words.Deliveries.ContainsKey(state));
        Enum.GetValues<FollowUpPolicy>().ShouldAllBe(policy => texts.Settings.FollowUps.ContainsKey(policy));
        Enum.GetValues<LinkType>().ShouldAllBe(type => texts.Ties.Types.ContainsKey(type));
        Enum.GetValues<NoticeType>().ShouldAllBe(type => texts.Work.Told.ContainsKey(type));
        Enum.GetValues<TrayCause>().ShouldAllBe(cause => texts.Tray.Causes.ContainsKey(cause));
        Enum.GetValues<SilenceCause>().ShouldAllBe(cause => texts.Tray.Silences.ContainsKey(cause));
        Enum.GetValues<SenderTrust>().ShouldAllBe(trust => texts.Thread.Trusts.ContainsKey(trust) && texts.Thread.TrustHints.ContainsKey(trust));
        Enum.GetValues<AfterSend>().ShouldAllBe(after => texts.Work.AfterSends.ContainsKey(after));
        Enum.GetValues<ReplyScope>().ShouldAllBe(scope => texts.Recipients.Scopes.ContainsKey(scope) && texts.Recipients.ScopeHints.ContainsKey(scope));
        Enum.GetValues<NewTicketKind>().ShouldAllBe(kind => texts.New.Kinds.ContainsKey(kind));
        Enum.GetValues<CryptoVerdict>().ShouldAllBe(verdict => texts.Keys.Verdicts.ContainsKey(verdict));
        Enum.GetValues<KeySource>().ShouldAllBe(source => texts.Keys.Sources.ContainsKey(source));
        Enum.GetValues<MailSigning>().ShouldAllBe(signing => texts.Keys.Signings.ContainsKey(signing));
        Enum.GetValues<MailEncryption>().ShouldAllBe(encryption => texts.Keys.Encryptions.ContainsKey(encryption));
        Enum.GetValues<Right>().ShouldAllBe(right => texts.Rights.Names.ContainsKey(right) && texts.Rights.Refusals.ContainsKey(right));
    }

    [Fact]
    public void Every_refusal_has_a_sentence_in_both_languages() =>
        ConsoleTexts.German.Ties.Refusals.Keys.ShouldBe(ConsoleTexts.English.Ties.Refusals.Keys, ignoreOrder: true);

    [Theory]
    [InlineData(20, "now")]
    [InlineData(300, "5m")]
    [InlineData(7_300, "2h")]
    [InlineData(200_000, "2d")]
    [InlineData(900_000, "22 Feb")]
    public void Ages_are_short(int seconds, string expected) => ConsoleTexts.English.Time
        .Ago(Entries.Noon.AddSeconds(-seconds), Entries.Noon, TimeZoneInfo.Utc, ConsoleTexts.English.Culture).ShouldBe(expected);
}
