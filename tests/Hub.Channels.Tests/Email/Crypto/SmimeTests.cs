using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Keys;
using Hub.Core.Settings;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>S/MIME with OpenSSL as the other side, in both directions.</summary>
public sealed class SmimeTests(OpensslHome ssl) : IClassFixture<OpensslHome>
{
    private const string Carla = "Carla <carla@customer.test>";

    [Fact]
    public async Task Signed_detached_or_opaque_by_a_confirmed_certificate_of_the_sender_is_verified()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.KnowAsync("carla@customer.test", await ssl.CertificateAsync(OpensslHome.Carla));
        foreach (var isDetached in new[] { true, false })
        {
            var entry = await desk.TakeAsync(CryptoMails.With(await ssl.SignedAsync(CryptoMails.Part(), OpensslHome.Carla, isDetached), Carla));
            entry.Crypto.ShouldBe(entry.Crypto! with { IsSigned = true, IsEncrypted = false, Verdict = CryptoVerdict.Verified, Standard = CryptoStandard.Smime });
            entry.Text.ShouldContain(CryptoMails.Secret);
        }
    }

    [Fact]
    public async Task A_changed_text_a_stranger_an_expired_and_an_unconfirmed_certificate_are_told_apart()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.KnowAsync("past@customer.test", await ssl.CertificateAsync(OpensslHome.Past));
        var signed = await ssl.SignedAsync(CryptoMails.Part(), OpensslHome.Carla);
        (await VerdictAsync(signed, Carla)).ShouldBe(CryptoVerdict.Unconfirmed);
        (await VerdictAsync(signed.Replace("4711", "4712", StringComparison.Ordinal), Carla)).ShouldBe(CryptoVerdict.Tampered);
        (await VerdictAsync(await ssl.SignedAsync(CryptoMails.Part(), OpensslHome.Mallory), Carla)).ShouldBe(CryptoVerdict.Mismatched);
        (await VerdictAsync(await ssl.SignedAsync(CryptoMails.Part(), OpensslHome.Past), "past@customer.test")).ShouldBe(CryptoVerdict.Expired);

        async Task<CryptoVerdict> VerdictAsync(string body, string from) => (await desk.TakeAsync(CryptoMails.With(body, from))).Crypto!.Verdict;
    }

    [Fact]
    public async Task The_certificate_of_a_signed_mail_is_kept_unconfirmed_and_encrypted_to()
    {
        await using var desk = await MailDesk.OpenAsync();
        await OwnAsync(desk);
        var first = await desk.TakeAsync(CryptoMails.With(await ssl.SignedAsync(CryptoMails.Part(), OpensslHome.Carla), Carla));
        var kept = (await desk.Rings.OfAddressesAsync(["carla@customer.test"], MailDesk.Stop))["carla@customer.test"].ShouldHaveSingleItem();
        (kept.Source, kept.IsTrusted).ShouldBe((KeySource.SignedMail, false));
        (await ssl.DecryptAsync(await desk.WireAsync(await desk.ReplyAsync(first, encrypt: true)), OpensslHome.Carla)).ShouldContain("multipart/signed");
    }

    [Fact]
    public async Task Encrypted_by_OpenSSL_is_opened_and_the_answer_is_opened_and_verified_there()
    {
        await using var desk = await MailDesk.OpenAsync();
        await OwnAsync(desk);
        await desk.KnowAsync("carla@customer.test", await ssl.CertificateAsync(OpensslHome.Carla));
        var both = await ssl.EncryptedAsync(await ssl.SignedAsync(CryptoMails.Part(), OpensslHome.Carla), OpensslHome.Support);
        var entry = await desk.TakeAsync(CryptoMails.With(both, Carla));
        (entry.Crypto!.IsSigned, entry.Crypto.IsEncrypted, entry.Crypto.Verdict).ShouldBe((true, true, CryptoVerdict.Verified));
        entry.Text.ShouldContain(CryptoMails.Secret);
        var wire = await desk.WireAsync(await desk.ReplyAsync(entry));
        wire.ShouldNotContain("0815");
        var opened = await ssl.DecryptAsync(wire, OpensslHome.Carla);
        (await ssl.VerifyAsync(opened, OpensslHome.Support)).ShouldContain("0815");
    }

    [Fact]
    public async Task Encrypted_to_somebody_else_is_filed_with_a_notice_and_the_original()
    {
        await using var desk = await MailDesk.OpenAsync();
        await OwnAsync(desk);
        var entry = await desk.TakeAsync(CryptoMails.With(await ssl.EncryptedAsync(CryptoMails.Part(), OpensslHome.Mallory), Carla));
        entry.Crypto!.Verdict.ShouldBe(CryptoVerdict.MissingKey);
        entry.Text.ShouldContain("could not be opened");
        entry.Attachments.ShouldHaveSingleItem().Name.ShouldBe("smime.p7m");
    }

    private async Task OwnAsync(MailDesk desk) =>
        (await desk.Keys.ToQueueAsync(desk.Inbox.Queue, new KeyUpload(await ssl.Pkcs12Async(), OpensslHome.Password), MailDesk.Anna, MailDesk.Stop))
            .ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Done>();
}
