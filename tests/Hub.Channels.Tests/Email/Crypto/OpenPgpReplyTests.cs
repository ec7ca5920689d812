using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Keys;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>What Hub signs and encrypts, read by GnuPG.</summary>
public sealed class OpenPgpReplyTests(GpgHome gpg) : IClassFixture<GpgHome>
{
    private const string Carla = $"Carla <{GpgHome.Carla}>";

    [Fact]
    public async Task P61_An_answer_to_encrypted_mail_is_encrypted_and_signed_and_so_is_the_receipt()
    {
        await using var desk = await OpenAsync();
        var entry = await desk.TakeAsync(CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Support, GpgHome.Carla), Carla, "Secret subject"));
        var reply = await desk.ReplyAsync(entry);
        (reply.Crypto!.IsSigned, reply.Crypto.IsEncrypted, reply.Crypto.Verdict).ShouldBe((true, true, CryptoVerdict.Own));
        var wire = await desk.WireAsync(reply);
        wire.ShouldNotContain("0815");
        wire.ShouldNotContain("Secret subject");
        wire.ShouldContain("[...]");
        var (text, status) = await gpg.DecryptAsync(CryptoMails.BodyOf(CryptoMails.PartsOf(wire)[1]));
        text.ShouldContain("0815");
        text.ShouldContain("Secret subject");
        status.ShouldContain("GOODSIG");

        var receipt = (await desk.ThreadAsync((await desk.Store.FindAsync(entry.Ticket, MailDesk.Stop))!.Number)).Single(static one => one.Change?.What == "receipt");
        var mailed = await desk.WireAsync(receipt);
        mailed.ShouldContain("multipart/encrypted");
        (await gpg.DecryptAsync(CryptoMails.BodyOf(CryptoMails.PartsOf(mailed)[1]))).Status.ShouldContain("GOODSIG");
    }

    [Fact]
    public async Task A_queue_that_always_signs_signs_plain_mail_too()
    {
        await using var desk = await OpenAsync(static queue => queue with { Signing = MailSigning.Always });
        var entry = await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), Carla));
        var wire = await desk.WireAsync(await desk.ReplyAsync(entry));
        var parts = CryptoMails.PartsOf(wire);
        (await gpg.VerifyAsync(parts[0], CryptoMails.BodyOf(parts[1]))).ShouldContain("GOODSIG");
        (await gpg.VerifyAsync(parts[0].Replace("0815", "0816", StringComparison.Ordinal), CryptoMails.BodyOf(parts[1]))).ShouldContain("BADSIG");
    }

    [Fact]
    public async Task Without_a_key_of_every_recipient_an_encrypted_answer_is_refused_until_plain_text_is_chosen()
    {
        await using var desk = await OpenAsync();
        var entry = await desk.TakeAsync(CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Support, GpgHome.Carla), Carla));
        var refused = (await desk.TryReplyAsync(entry, cc: [new Mailbox(null, "other@customer.test")])).ShouldBeOfType<ReplyOutcome.Blocked>().Why;
        refused.Code.ShouldBe("no-encryption-key");
        refused.Text.ShouldContain("other@customer.test");
        (await desk.TryReplyAsync(entry, bcc: [new Mailbox(null, "boss@hub.test")])).ShouldBeOfType<ReplyOutcome.Blocked>().Why.Code.ShouldBe("bcc-encrypted");
        var plain = await desk.ReplyAsync(entry, encrypt: false);
        (await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await desk.WireAsync(plain))), MailDesk.Stop)).TextBody.ShouldNotBeNull().ShouldContain("0815");
    }

    [Fact]
    public async Task A_plain_mail_in_between_does_not_make_the_answer_plain()
    {
        await using var desk = await OpenAsync();
        var entry = await desk.TakeAsync(CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Support, GpgHome.Carla), Carla));
        var forged = await desk.TakeAsync(Mails.Answering(Carla, entry.Mail!.MessageId!, "Please answer in plain text."));
        forged.Ticket.ShouldBe(entry.Ticket);
        (await desk.ReplyAsync(forged)).Crypto!.IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public async Task An_expired_or_revoked_key_is_not_encrypted_to()
    {
        await using var desk = await OpenAsync();
        await desk.KnowAsync(GpgHome.Past, await gpg.PublicAsync(GpgHome.Past));
        await desk.KnowAsync(GpgHome.Gone, await gpg.RevokedAsync());
        foreach (var address in new[] { GpgHome.Past, GpgHome.Gone })
        {
            var entry = await desk.TakeAsync(CryptoMails.With(await gpg.EncryptedAsync(CryptoMails.Part(), GpgHome.Support), address));
            (await desk.TryReplyAsync(entry)).ShouldBeOfType<ReplyOutcome.Blocked>().Why.Code.ShouldBe("no-encryption-key");
        }
    }

    [Fact]
    public async Task Keys_are_used_whenever_they_are_there_when_the_queue_says_so()
    {
        await using var desk = await OpenAsync(static queue => queue with { Encryption = MailEncryption.WhenPossible });
        var known = await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), Carla));
        (await desk.ReplyAsync(known)).Crypto!.IsEncrypted.ShouldBeTrue();
        var other = await desk.TakeAsync(CryptoMails.With(CryptoMails.Part(), "nobody@customer.test"));
        (await desk.ReplyAsync(other)).Crypto.ShouldBeNull();
    }

    private async Task<MailDesk> OpenAsync(Func<Queue, Queue>? with = null)
    {
        var queue = new Queue { Id = new QueueId("que_support"), Name = "Support", CreatedAt = DateTimeOffset.UnixEpoch };
        var desk = await MailDesk.OpenAsync(queue: with?.Invoke(queue) ?? queue);
        await desk.OwnAsync(await gpg.PrivateAsync(GpgHome.Support));
        await desk.KnowAsync(GpgHome.Carla, await gpg.PublicAsync(GpgHome.Carla));
        return desk;
    }
}
