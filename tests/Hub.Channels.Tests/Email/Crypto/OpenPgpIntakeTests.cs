using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Keys;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>What GnuPG signed and encrypted, through the whole intake.</summary>
public sealed class OpenPgpIntakeTests(GpgHome gpg) : IClassFixture<GpgHome>
{
    private const string Carla = $"Carla <{GpgHome.Carla}>";

    [Fact]
    public async Task Signed_by_a_confirmed_key_of_the_sender_is_verified()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.KnowAsync(GpgHome.Carla, await gpg.PublicAsync(GpgHome.Carla));
        var entry = await desk.TakeAsync(CryptoMails.With(await gpg.SignedAsync(CryptoMails.Part(), GpgHome.Carla), Carla));
        entry.Crypto.ShouldBe(entry.Crypto! with { IsSigned = true, IsEncrypted = false, Verdict = CryptoVerdict.Verified, Signer = GpgHome.Carla, Standard = CryptoStandard.OpenPgp });
        entry.Text.ShouldContain(CryptoMails.Secret);
        entry.Text.ShouldContain("Grüße");
        entry.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Encrypted_and_signed_is_opened_and_verified_and_the_original_is_kept()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        await desk.KnowAsync(GpgHome.Carla, await gpg.PublicAsync(GpgHome.Carla));
        var raw = CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Support, GpgHome.Carla), Carla);
        var entry = await desk.TakeAsync(raw);
        (entry.Crypto!.IsSigned, entry.Crypto.IsEncrypted, entry.Crypto.Verdict).ShouldBe((true, true, CryptoVerdict.Verified));
        entry.Text.ShouldContain(CryptoMails.Secret);
        await using var kept = (await desk.Store.Blobs.OpenAsync(entry.RawBlob!, MailDesk.Stop))!;
        (await new StreamReader(kept).ReadToEndAsync(MailDesk.Stop)).ShouldBe(raw);
    }

    [Fact]
    public async Task Encrypted_but_not_signed_says_so_also_to_a_hidden_recipient()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        foreach (var more in new string[][] { [], ["--throw-keyids"] })
        {
            var entry = await desk.TakeAsync(CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Support, null, more), Carla));
            (entry.Crypto!.IsSigned, entry.Crypto.IsEncrypted, entry.Crypto.Verdict).ShouldBe((false, true, CryptoVerdict.NotSigned));
            entry.Text.ShouldContain(CryptoMails.Secret);
        }
    }

    [Fact]
    public async Task A_changed_text_is_tampered()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.KnowAsync(GpgHome.Carla, await gpg.PublicAsync(GpgHome.Carla));
        var signed = (await gpg.SignedAsync(CryptoMails.Part(), GpgHome.Carla)).Replace("4711", "4712", StringComparison.Ordinal);
        (await desk.TakeAsync(CryptoMails.With(signed, Carla))).Crypto!.Verdict.ShouldBe(CryptoVerdict.Tampered);
    }

    [Fact]
    public async Task Changed_encrypted_data_is_tampered_and_nothing_of_it_is_shown()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        var message = await gpg.MessageAsync(CryptoMails.Part(), GpgHome.Support, null, "--compress-algo", "none");
        var lines = message.Split('\n');
        // A letter near the end lies in the encrypted text, behind the session key.
        var at = Array.FindIndex(lines, static line => line.StartsWith('=')) - 2;
        lines[at] = (lines[at][0] == 'A' ? 'B' : 'A') + lines[at][1..];
        // Without the checksum, which would tell a damage of the way.
        var changed = string.Join('\n', lines.Where(static line => !(line.StartsWith('=') && line.Length == 5)));
        var entry = await desk.TakeAsync(CryptoMails.With(GpgHome.Wrap(changed), Carla));
        entry.Crypto!.Verdict.ShouldBe(CryptoVerdict.Tampered);
        entry.Text.ShouldNotContain("4711");
        entry.Text.ShouldContain("could not be opened");
        entry.Attachments.ShouldContain(static file => file.Name == "encrypted.asc");
    }

    [Fact]
    public async Task Without_the_key_it_is_filed_with_a_notice_and_the_encrypted_original()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        var outcome = await desk.FileAsync(CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Mallory), Carla));
        outcome.Kind.ShouldBe(FilingKind.Created);
        var entry = await desk.EntryAsync(outcome);
        entry.Crypto!.Verdict.ShouldBe(CryptoVerdict.MissingKey);
        entry.Text.ShouldContain("verschlüsselt");
        entry.Attachments.ShouldContain(static file => file.Name == "encrypted.asc" && file.Size > 100);
    }

    [Fact]
    public async Task A_signature_of_somebody_else_an_unknown_an_expired_and_a_revoked_key_are_told_apart()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.KnowAsync(GpgHome.Mallory, await gpg.PublicAsync(GpgHome.Mallory));
        await desk.KnowAsync(GpgHome.Past, await gpg.PublicAsync(GpgHome.Past));
        await desk.KnowAsync(GpgHome.Gone, await gpg.RevokedAsync());
        (await VerdictAsync(GpgHome.Mallory, from: GpgHome.Carla)).ShouldBe(CryptoVerdict.Mismatched);
        (await VerdictAsync(GpgHome.Carla, from: GpgHome.Carla)).ShouldBe(CryptoVerdict.UnknownKey);
        (await VerdictAsync(GpgHome.Past, from: GpgHome.Past, "--faked-system-time", "20200110T000000")).ShouldBe(CryptoVerdict.Expired);
        (await VerdictAsync(GpgHome.Gone, from: GpgHome.Gone)).ShouldBe(CryptoVerdict.Revoked);

        async Task<CryptoVerdict> VerdictAsync(string by, string from, params string[] more) =>
            (await desk.TakeAsync(CryptoMails.With(await gpg.SignedAsync(CryptoMails.Part(), by, more), from))).Crypto!.Verdict;
    }

    [Fact]
    public async Task What_is_signed_in_part_is_not_verified()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.KnowAsync(GpgHome.Carla, await gpg.PublicAsync(GpgHome.Carla));
        var signed = await gpg.SignedAsync(CryptoMails.Part(), GpgHome.Carla);
        var listed = $"Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\n--out\r\n{signed}\r\n--out\r\nContent-Type: text/plain\r\n\r\nPay to this account instead.\r\n--out--\r\n";
        (await desk.TakeAsync(CryptoMails.With(listed, Carla))).Crypto!.Verdict.ShouldBe(CryptoVerdict.Partial);
        var third = signed.Replace("--sig--", "--sig\r\nContent-Type: text/plain\r\n\r\nPay to this account instead.\r\n--sig--", StringComparison.Ordinal);
        (await desk.TakeAsync(CryptoMails.With(third, Carla))).Crypto!.Verdict.ShouldBe(CryptoVerdict.Partial);
    }

    [Fact]
    public async Task Inline_OpenPGP_is_read_and_text_around_it_makes_it_partial()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        await desk.KnowAsync(GpgHome.Carla, await gpg.PublicAsync(GpgHome.Carla));
        var clear = await gpg.CleartextAsync($"{CryptoMails.Secret}\n- a list\nGrüße\n", GpgHome.Carla);
        var whole = await desk.TakeAsync(Text(clear));
        whole.Crypto!.Verdict.ShouldBe(CryptoVerdict.Verified);
        whole.Text.ShouldContain("- a list");
        whole.Text.ShouldNotContain("BEGIN PGP");
        (await desk.TakeAsync(Text($"Forwarded for you:\n{clear}"))).Crypto!.Verdict.ShouldBe(CryptoVerdict.Partial);
        (await desk.TakeAsync(Text(clear.Replace("4711", "4712", StringComparison.Ordinal)))).Crypto!.Verdict.ShouldBe(CryptoVerdict.Tampered);
        var encrypted = await desk.TakeAsync(Text(await gpg.MessageAsync(CryptoMails.Secret, GpgHome.Support, GpgHome.Carla)));
        (encrypted.Crypto!.IsEncrypted, encrypted.Crypto.Verdict).ShouldBe((true, CryptoVerdict.Verified));
        encrypted.Text.ShouldContain(CryptoMails.Secret);
        return;

        static string Text(string body) => CryptoMails.With($"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}", Carla);
    }

    [Fact]
    public async Task Decrypted_HTML_fetches_nothing_and_headers_that_claim_a_verdict_mean_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        const string html = "Content-Type: text/html; charset=utf-8\r\n\r\n<p>4711 <img src=\"https://elsewhere.test/?4711\"> <a href=\"https://elsewhere.test/\">more</a></p>\r\n";
        var opened = await desk.TakeAsync(CryptoMails.With(await gpg.EncryptedAsync(html, GpgHome.Support), Carla));
        opened.Html.ShouldNotBeNull().ShouldContain("<img");
        opened.Html.ShouldNotContain("?4711");
        var claims = await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), Carla, headers: ["X-PGP-Status: verified", "X-Hub-Crypto: verified", "X-RT-Incoming-Encryption: Success"]));
        claims.Crypto.ShouldBeNull();
    }
}
