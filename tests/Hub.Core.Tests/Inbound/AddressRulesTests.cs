using Hub.Core.BlockedSenders;
using Hub.Core.Outbound;

namespace Hub.Core.Tests.Inbound;

/// <summary>What mail servers' words mean, and whom a blocked sender stands for.</summary>
public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("550 5.1.1 <a@x.test>: User unknown", "5.1.1", true)]
    [InlineData("smtp; 550 No such user here", "5.1.1", true)]
    [InlineData("5.0.0 unknown user", "5.1.1", true)]
    [InlineData("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "5.1.10", true)]
    [InlineData("552 5.2.2 mailbox full", "5.2.2", false)]
    [InlineData("451 4.7.1 try later", "4.7.1", false)]
    [InlineData("550 blocked, see 192.5.1.1 and 5.1.1.9", null, false)]
    [InlineData("554 5.0.0 error", "5.0.0", false)]
    [InlineData(null, null, false)]
    public void A_status_is_found_in_what_a_server_said(string? said, string? status, bool isHard)
    {
        EnhancedStatus.FindIn(said).ShouldBe(status);
        EnhancedStatus.IsHard(EnhancedStatus.FindIn(said)).ShouldBe(isHard);
    }

    [Theory]
    [InlineData("A@Mail.Spam.test", "a@mail.spam.test|mail.spam.test|spam.test")]
    [InlineData("a@test", "a@test")]
    [InlineData("nobody", "")]
    [InlineData(null, "")]
    public void An_address_is_blocked_by_itself_and_the_domains_above_it(string? address, string keys) =>
        string.Join('|', BlockedSender.KeysFor(address).Select(static key => key.Value)).ShouldBe(keys);

    [Theory]
    [InlineData(" Carla@Customer.TEST ", "carla@customer.test")]
    [InlineData("@Spam.test", "spam.test")]
    [InlineData("Carla <carla@customer.test>", null)]
    [InlineData("spam", null)]
    [InlineData("@", null)]
    public void A_sender_is_an_address_or_a_domain(string typed, string? sender) => BlockedSender.Normalise(typed).ShouldBe(sender);
}
