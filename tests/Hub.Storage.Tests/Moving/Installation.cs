using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Secrets;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Moving;

/// <summary>An installation drawn from a seed, with everything in it that a store can hold.</summary>
internal sealed class Installation(StoreUnderTest engine, ISecretSealer sealer, int seed)
{
    public const string Password = "the mailbox's password";
    private static readonly int[] BlobSizes = [0, 1, 3_000, 64 * 1024, (64 * 1024) + 1, 2_500_000];
    private static readonly string[] Words = ["kettle", "Straße", "leaks", "Договор", "parcel", "late", "größe", "🎈"];
    private readonly Random _random = new(seed);
    private readonly List<string> _blobs = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task FillAsync(int tickets)
    {
        await AddBlobsAsync();
        await AddDirectoryAsync();
        for (var i = 0; i < tickets; i++)
        {
            await AddTicketAsync(i);
        }
        await AddOutboxAsync();
        await engine.Sequence.NextBlockAsync(Sequences.TicketNumber, 32, Ct);
        await engine.Sequence.NextBlockAsync("invoice", 3, Ct);
        await engine.Store.PingAsync(Ct);
        await engine.Store.WhenSearchableAsync(Ct);
    }

    private async Task AddBlobsAsync()
    {
        foreach (var size in BlobSizes)
        {
            var bytes = new byte[size];
            _random.NextBytes(bytes);
            var staged = await engine.Blobs.StageAsync(new MemoryStream(bytes), 10_000_000, Ct);
            _blobs.Add(staged.Id);
            await CommitAsync(new ChangeSet().Keep(staged).Insert(new Attachment
            {
                Id = DocId<Attachment>.New(StoreUnderTest.Start),
                Name = $"file {size}.bin",
                MediaType = "application/octet-stream",
                Size = size,
                Sha256 = staged.Sha256,
                Blob = staged.Id,
                CreatedAt = StoreUnderTest.Start,
            }));
        }
    }

    private async Task AddDirectoryAsync()
    {
        var at = StoreUnderTest.Start;
        var server = new MailServer("mail.example", 993, MailSecurity.Tls, "support", sealer.Seal(Password));
        var changes = new ChangeSet()
            .Insert(new Queue { Id = Sample.Sales, Name = "Sales", CreatedAt = at })
            .Insert(new Agent { Id = Sample.Ann, Name = "Ann", Email = "ann@hub.test", SecurityStamp = "s", PasswordHash = "hash", CreatedAt = at })
            .Insert(new ApiToken { Id = new("tok_1"), Agent = Sample.Ann, Name = "script", Hash = "abc", CreatedAt = at })
            .Insert(new InstallationKey { Id = InstallationKey.IdOf("reply-tokens"), SealedValue = sealer.Seal("a2V5"), CreatedAt = at })
            .Insert(new Inbox
            {
                Id = new("inb_mail"),
                Name = "Support mail",
                Channel = ChannelKind.Email,
                Queue = Sample.Sales,
                Email = new EmailSettings { Address = "support@hub.test", Imap = server, Smtp = server with { Port = 587 } },
                CreatedAt = at,
            })
            .Insert(new Inbox { Id = new("inb_chat"), Name = "Shop", Channel = ChannelKind.Chat, Queue = Sample.Sales, Chat = new ChatSettings(), CreatedAt = at })
            .Insert(new Visitor { Id = new("vis_1"), Inbox = new("inb_chat"), TokenHash = "ffee", CreatedAt = at })
            .Insert(new Intake
            {
                Id = new("itk_1"),
                Inbox = new("inb_mail"),
                State = IntakeState.Held,
                RawBlob = _blobs[2],
                Size = BlobSizes[2],
                SourceKey = "7/41",
                ReceivedAt = at,
            })
            .Claim(new UniqueKey("message-external", "claimed:by hand \"ß\""), new DocRef("visitor", "vis_1"));
        await CommitAsync(changes);
    }

    private async Task AddTicketAsync(int number)
    {
        var at = StoreUnderTest.Start.AddMinutes(number);
        var contact = new Contact
        {
            Id = DocId<Contact>.New(at),
            Name = $"Contact {number}",
            Identities = [ContactIdentity.Normalise(IdentityKind.Email, $"c{number}@customer.test")!],
            CreatedAt = at,
        };
        var ticket = Sample.Ticket(at, assignee: _random.Next(2) == 0 ? Sample.Ann : null, number: $"{200_000 + number}") with
        {
            Contact = contact.Id,
            Tags = _random.Next(2) == 0 ? ["vip", "größe"] : [],
            CustomFields = new Dictionary<string, JsonElement> { ["order"] = JsonSerializer.SerializeToElement(number) },
        };
        var changes = new ChangeSet().Insert(contact);
        var entries = 1 + _random.Next(6);
        var author = default(Actor);
        for (var seq = 1; seq <= entries; seq++)
        {
            var entry = Sample.Message(ticket, seq, $"{Word()} {Word()} number{number}", clientId: _random.Next(2) == 0 ? $"client-{seq}" : null);
            author = entry.Author;
            changes.Insert(entry).MakeSearchable(TicketLabels.RequestOf(entry, ticket.ToRef(), TicketLabels.Of(ticket))!);
        }
        ticket = ticket with
        {
            LastSeq = entries,
            LastRev = entries,
            LastPublicSeq = entries,
            LastPublicRev = entries,
            PublicTail = [new PublicTail(entries, author!)],
        };
        await CommitAsync(changes.Insert(ticket).MakeSearchable(RequestOf(ticket)));
        await ChangeAsync(ticket.Id);
    }

    /// <summary>Versions differ, drafts come and go.</summary>
    private async Task ChangeAsync(DocId<Ticket> id)
    {
        for (var i = _random.Next(4); i > 0; i--)
        {
            var stored = (await engine.Store.FindAsync(id, Ct))!;
            await CommitAsync(new ChangeSet().Replace(stored, stored with { Subject = $"{Word()} {i}" }).MakeSearchable(RequestOf(stored)));
        }
        var draft = new Draft
        {
            Id = Draft.IdOf(id, Sample.Ann, MessageKind.Note),
            Ticket = id,
            Agent = Sample.Ann,
            Mode = MessageKind.Note,
            Text = "to be gone on with",
            SavedAt = StoreUnderTest.Start,
        };
        await CommitAsync(new ChangeSet().Insert(draft).Insert(new ReadMark { Id = ReadMark.IdOf(id, Sample.Ann), Seq = 1 }));
        if (_random.Next(2) == 0)
        {
            await CommitAsync(new ChangeSet().Delete((await engine.Store.FindAsync(draft.Id, Ct))!));
        }
    }

    /// <summary>Pending work in two lanes, one entry tried before, one under a lease, one given up.</summary>
    private async Task AddOutboxAsync()
    {
        foreach (var (lane, payload) in new[] { ("a", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("d", "5"), ("a", "6") })
        {
            await CommitAsync(new ChangeSet().Enqueue(OutboxEntry.Create("test", lane, payload, engine.Clock.GetUtcNow())));
        }
        foreach (var leased in await engine.Outbox.LeaseAsync("test", 10, TimeSpan.FromMinutes(1), Ct))
        {
            Settlement? end = leased.Entry.Lane switch
            {
                "b" => new Settlement.Retry(leased.Entry.Id, leased.LeaseToken, engine.Clock.GetUtcNow().AddHours(1), "busy"),
                "c" => new Settlement.Failed(leased.Entry.Id, leased.LeaseToken, "no such mailbox"),
                _ => null,
            };
            if (end is not null)
            {
                await engine.Outbox.SettleAsync([end], Ct);
            }
        }
    }

    private static IndexRequest.Entry RequestOf(Ticket ticket) => new(ticket.ToRef(), ticket.ToRef(), TicketLabels.Of(ticket));

    private string Word() => Words[_random.Next(Words.Length)];

    private async Task CommitAsync(ChangeSet changes) => (await engine.Store.CommitAsync(changes, Ct)).ShouldBe(CommitOutcome.Committed.Value);
}
