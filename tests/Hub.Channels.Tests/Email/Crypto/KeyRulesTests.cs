using Hub.Channels.Email.Crypto;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Agents;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Settings;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>Which keys are taken, and from where.</summary>
public sealed class KeyRulesTests(GpgHome gpg) : IClassFixture<GpgHome>
{
    private const string Carla = $"Carla <{GpgHome.Carla}>";
    private static readonly AgentAccess Ben = new(new AgentId("agt_ben"), "Ben", IsAdministrator: false, QueueRights.Everything);

    [Fact]
    public async Task A_key_says_whose_it_is_and_how_long_it_holds()
    {
        var read = new KeyFile().Read(CryptoMails.UploadOf(await gpg.PublicAsync(GpgHome.Past)).Content, null).ShouldBeOfType<KeyReading.Read>().Keys.ShouldHaveSingleItem();
        read.Private.ShouldBeNull();
        read.Facts.Addresses.ShouldBe([GpgHome.Past]);
        read.Facts.Fingerprint.Length.ShouldBe(40);
        read.Facts.ExpiresAt.ShouldBe(new DateTimeOffset(2020, 1, 31, 0, 0, 0, TimeSpan.Zero));
        (read.Facts.CanSign, read.Facts.CanEncrypt).ShouldBe((true, true));
        new KeyFile().Read(CryptoMails.UploadOf(await gpg.RevokedAsync()).Content, null).ShouldBeOfType<KeyReading.Read>().Keys[0].Facts.IsRevoked.ShouldBeTrue();
    }

    [Fact]
    public async Task Files_that_are_no_keys_are_refused_with_a_sentence()
    {
        foreach (var text in new[] { "nothing", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" })
        {
            new KeyFile().Read(CryptoMails.UploadOf(text).Content, null).ShouldBeOfType<KeyReading.Unusable>().Field.ShouldBe("file");
        }
        await using var desk = await MailDesk.OpenAsync();
        var contact = await desk.KnowAsync(GpgHome.Carla);
        (await AddAsync(await gpg.PrivateAsync(GpgHome.Carla))).ShouldContain("private");
        (await AddAsync(await gpg.PublicAsync(GpgHome.Mallory))).ShouldContain("no address of this contact");
        (await desk.Keys.ToQueueAsync(desk.Inbox.Queue, CryptoMails.UploadOf(await gpg.PublicAsync(GpgHome.Support)), MailDesk.Anna, MailDesk.Stop))
            .ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Invalid>().Text.ShouldContain("private");

        async Task<string> AddAsync(string key) => (await desk.Keys.ToContactAsync(contact, CryptoMails.UploadOf(key), MailDesk.Anna, MailDesk.Stop))
            .ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Invalid>().Text;
    }

    [Fact]
    public async Task An_agents_upload_waits_for_an_administrator_who_compares_the_fingerprint()
    {
        await using var desk = await MailDesk.OpenAsync();
        var contact = await desk.KnowAsync(GpgHome.Carla);
        var key = (await desk.Keys.ToContactAsync(contact, CryptoMails.UploadOf(await gpg.PublicAsync(GpgHome.Carla)), Ben, MailDesk.Stop))
            .ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Done>().Value.ShouldHaveSingleItem();
        var signed = CryptoMails.With(await gpg.SignedAsync(CryptoMails.Part(), GpgHome.Carla), Carla);
        (await desk.TakeAsync(signed)).Crypto!.Verdict.ShouldBe(CryptoVerdict.Unconfirmed);
        var change = new ChangeKey(new SettingsWriter(desk.Store), desk.Store);
        (await change.TrustAsync(key.Id, contact.Value, isTrusted: true, Ben, MailDesk.Stop)).ShouldBeOfType<SettingOutcome<MailKey>.Forbidden>();
        (await change.TrustAsync(key.Id, contact.Value, isTrusted: true, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<SettingOutcome<MailKey>.Done>();
        (await desk.TakeAsync(CryptoMails.With(await gpg.SignedAsync(CryptoMails.Part(), GpgHome.Carla), Carla))).Crypto!.Verdict.ShouldBe(CryptoVerdict.Verified);
        (await change.RemoveAsync(key.Id, contact.Value, Ben, MailDesk.Stop)).ShouldBeOfType<SettingOutcome<MailKey>.Forbidden>();
        (await change.RemoveAsync(key.Id, contact.Value, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<SettingOutcome<MailKey>.Done>();
    }

    [Fact]
    public async Task Autocrypt_brings_a_key_for_the_sender_alone_and_never_in_place_of_an_uploaded_one()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), Carla, headers: [await HeaderAsync(GpgHome.Mallory, GpgHome.Mallory)]));
        await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), Carla, headers: [await HeaderAsync(GpgHome.Carla, GpgHome.Mallory)]));
        (await desk.Rings.OfAddressesAsync([GpgHome.Carla], MailDesk.Stop))[GpgHome.Carla].ShouldBeEmpty();
        await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), Carla, headers: [await HeaderAsync(GpgHome.Carla, GpgHome.Carla)]));
        var kept = (await desk.Rings.OfAddressesAsync([GpgHome.Carla], MailDesk.Stop))[GpgHome.Carla].ShouldHaveSingleItem();
        (kept.Source, kept.IsTrusted).ShouldBe((KeySource.Autocrypt, false));

        await desk.KnowAsync(GpgHome.Gone, await gpg.RevokedAsync());
        await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), GpgHome.Gone, headers: [await HeaderAsync(GpgHome.Gone, GpgHome.Gone)]));
        (await desk.Rings.OfAddressesAsync([GpgHome.Gone], MailDesk.Stop))[GpgHome.Gone].ShouldHaveSingleItem().Facts.IsRevoked.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_of_another_queue_does_not_open_what_was_sent_elsewhere()
    {
        await using var desk = await MailDesk.OpenAsync();
        var board = new Queue { Id = new QueueId("que_board"), Name = "Board", Address = "board@hub.test", CreatedAt = DateTimeOffset.UnixEpoch };
        await desk.AddQueuesAsync(board);
        (await desk.Keys.ToQueueAsync(board.Id, CryptoMails.UploadOf(await gpg.PrivateAsync(GpgHome.Mallory)), MailDesk.Anna, MailDesk.Stop))
            .ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Done>();
        var body = await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Mallory);
        (await desk.TakeAsync(CryptoMails.With(body, Carla))).Crypto!.Verdict.ShouldBe(CryptoVerdict.MissingKey);
        var addressed = CryptoMails.With(body, Carla).Replace("To: support@hub.test", "To: board@hub.test", StringComparison.Ordinal);
        (await desk.TakeAsync(addressed)).Text.ShouldContain(CryptoMails.Secret);
    }

    private async Task<string> HeaderAsync(string address, string key)
    {
        var lines = (await gpg.PublicAsync(key)).Split('\n').Select(static line => line.Trim());
        var data = string.Concat(lines.SkipWhile(static line => line.Length > 0).Skip(1).TakeWhile(static line => line.Length > 0 && line[0] is not ('=' or '-')));
        return $"Autocrypt: addr={address}; prefer-encrypt=mutual; keydata=\r\n {string.Join("\r\n ", data.Chunk(70).Select(static part => new string(part)))}";
    }
}
