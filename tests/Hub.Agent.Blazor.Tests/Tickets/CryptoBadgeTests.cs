using Bunit;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.Keys;

namespace Hub.Agent.Blazor.Tests.Tickets;

/// <summary>The badge of signed and encrypted mail.</summary>
public sealed class CryptoBadgeTests : BunitContext
{
    [Fact]
    public void Only_a_verified_mail_and_our_own_look_good_and_every_verdict_says_why_in_both_languages()
    {
        foreach (var texts in new[] { ConsoleTexts.English, ConsoleTexts.German })
        {
            foreach (var verdict in Enum.GetValues<CryptoVerdict>())
            {
                var badge = Render<CryptoBadge>(parameters => parameters
                    .Add(badge => badge.Texts, texts)
                    .Add(badge => badge.Crypto, new MailCrypto(CryptoStandard.OpenPgp, verdict) { IsSigned = true, IsEncrypted = true, Signer = "Ada", Fingerprint = "ABCDEF0123456789" }));
                var root = badge.Find("[data-testid=crypto]");
                root.ClassList.Contains("good").ShouldBe(verdict is CryptoVerdict.Verified or CryptoVerdict.Own);
                badge.Find("p").TextContent.ShouldBe(texts.Keys.Verdicts[verdict].Why);
                badge.Find(".mono").TextContent.ShouldBe("ABCD EF01 2345 6789");
                badge.Find("summary").TextContent.ShouldContain(texts.Keys.Encrypted);
            }
        }
    }
}
