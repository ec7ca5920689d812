using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using static Hub.Core.Tests.Tickets.Samples;

namespace Hub.Core.Tests.Tickets;

/// <summary>Who a reply is proposed to. Carla asked from carla@x.test; the inbox is help@hub.test, its queue also writes as
/// kettles@hub.test; Anna answers.</summary>
public sealed class ReplyRecipientsTests
{
    private static readonly Inbox Account = new()
    {
        Id = new InboxId("inb_help"),
        Name = "Help",
        Channel = ChannelKind.Email,
        Queue = Support.Id,
        CreatedAt = Noon,
        Email = new EmailSettings { Address = "help@hub.test" },
    };

    public static TheoryData<string, Case> Table => new()
    {
        { "the customer alone", new("carla@x.test", "help@hub.test", "") { All = "carla@x.test", Sender = "carla@x.test" } },
        { "others the customer wrote to come in copy", new("carla@x.test", "help@hub.test, dan@x.test", "eve@y.test") { All = "carla@x.test | dan@x.test, eve@y.test", Sender = "carla@x.test" } },
        { "our own addresses never, with or without a tag", new("carla@x.test", "HELP@hub.test, help+t-12.ab@hub.test", "Kettles@Hub.test") { All = "carla@x.test", Sender = "carla@x.test" } },
        { "names are kept, each address once, in any case", new("carla@x.test", "Dan Ott <dan@x.test>, help@hub.test", "DAN@x.test, Carla@x.test") { All = "carla@x.test | Dan Ott <dan@x.test>", Sender = "carla@x.test" } },
        { "a domain is the same in both its forms", new("carla@x.test", "jörg@müller.test", "JÖRG@xn--mller-kva.test") { All = "carla@x.test | jörg@müller.test", Sender = "carla@x.test" } },
        { "who once was put in copy still takes part", new("carla@x.test", "help@hub.test", "") { Copies = "fred@x.test", All = "carla@x.test | fred@x.test", Sender = "carla@x.test" } },
        { "who was in copy and answers is answered, the customer in copy", new("fred@x.test", "help@hub.test", "") { By = "con_fred", Copies = "fred@x.test, gus@x.test", All = "fred@x.test | carla@x.test, gus@x.test", Sender = "fred@x.test" } },
        { "the customer from another address is one person", new("carla@home.test", "help@hub.test", "") { All = "carla@home.test", Sender = "carla@home.test" } },
        { "who answers is not written to", new("carla@x.test", "help@hub.test", "anna@hub-desk.test, ben@hub-desk.test") { All = "carla@x.test | ben@hub-desk.test", Sender = "carla@x.test" } },
        { "our own last mail goes to the same people again, hidden ones excepted", new("", "carla@x.test", "dan@x.test") { IsOwn = true, Hidden = "boss@z.test", Copies = "fred@x.test", All = "carla@x.test | dan@x.test", Sender = "carla@x.test" } },
        { "our own last mail to ourselves alone falls back to the customer", new("", "help@hub.test", "dan@x.test") { IsOwn = true, All = "carla@x.test | dan@x.test", Sender = "carla@x.test" } },
        { "nothing known but the header", new("", "", "") { IsUnknown = true, Copies = "fred@x.test", All = "carla@x.test | fred@x.test", Sender = "carla@x.test" } },
        { "mail does not reach a copy: it is left out and named", new("carla@x.test", "help@hub.test", "dan@x.test, eve@y.test") { Returned = "dan@x.test", All = "carla@x.test | eve@y.test | dan@x.test", Sender = "carla@x.test" } },
        { "mail does not reach the only one who asked: it is tried", new("carla@x.test", "help@hub.test", "") { Returned = "carla@x.test", All = "carla@x.test", Sender = "carla@x.test" } },
        { "the list it came by is not written to when its author counts", new("carla@x.test", "team@lists.test", "dan@x.test") { List = "team@lists.test", All = "carla@x.test | dan@x.test", Sender = "carla@x.test" } },
        { "the list is one of the recipients when it counts as sender", new("carla@x.test", "team@lists.test", "") { List = "team@lists.test", ReadsGroups = false, All = "carla@x.test | team@lists.test", Sender = "carla@x.test" } },
        { "what is no address is not proposed", new("carla@x.test", "undisclosed-recipients", "") { All = "carla@x.test", Sender = "carla@x.test" } },
        { "an outside party's note never reaches the customer", new("maker@z.test", "help@hub.test, carla@x.test", "fred@x.test, smith@z.test") { IsNote = true, Copies = "fred@x.test", All = "maker@z.test | smith@z.test", Sender = "maker@z.test" } },
        { "what we forwarded goes to the outside party again", new("", "maker@z.test", "") { IsNote = true, IsOwn = true, All = "maker@z.test", Sender = "maker@z.test" } },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Proposes(string what, Case one)
    {
        var facts = FactsOf(one);
        Written(ReplyRecipients.Of(facts, ReplyScope.All)).ShouldBe(one.All, what);
        Written(ReplyRecipients.Of(facts, ReplyScope.Sender)).ShouldBe(one.Sender, what);
    }

    [Fact]
    public void The_customer_who_is_one_of_us_gets_its_answer()
    {
        var ticket = Asked() with { Participants = [new Participant("anna@hub-desk.test", "Anna", ParticipantRole.Requester)] };
        var facts = new ReplyFacts(ticket, Account, Directory(readsGroups: true)) { Writer = AnnaId };
        Written(ReplyRecipients.Of(facts, ReplyScope.All)).ShouldBe("Anna <anna@hub-desk.test>");
    }

    private static ReplyFacts FactsOf(Case one)
    {
        var ticket = Asked() with
        {
            Participants =
            [
                new Participant("carla@x.test", null, ParticipantRole.Requester),
                .. Boxes(one.Copies).Select(static box => new Participant(box.Address, box.Name, ParticipantRole.Copy)),
            ],
            Conversations = [new Conversation(Account.Id, ChannelKind.Email, "carla@x.test", null, Noon)],
        };
        var author = one.IsOwn ? Anna : new Actor(ActorType.Contact, one.By ?? "con_carla", one.From, one.From);
        var answered = PublicFrom(author, "…") with
        {
            MessageKind = one.IsNote ? MessageKind.Note : MessageKind.Public,
            Channel = ChannelKind.Email,
            To = Boxes(one.To),
            Cc = Boxes(one.Cc),
            Bcc = Boxes(one.Hidden),
            Mail = new MailFacts { ListPost = one.List },
        };
        var account = Account with { Email = Account.Email! with { ReadsGroupSender = one.ReadsGroups } };
        return new ReplyFacts(ticket, account, Directory(one.ReadsGroups))
        {
            Line = ticket.Conversations[0],
            Answered = one.IsUnknown ? null : answered,
            Writer = AnnaId,
            Undeliverable = Boxes(one.Returned).Select(static box => box.Key).ToHashSet(),
        };
    }

    private static DirectorySnapshot Directory(bool readsGroups) => new(
        new Dictionary<QueueId, Queue> { [Support.Id] = Support with { Address = "kettles@hub.test" } },
        new Dictionary<AgentId, Agent> { [AnnaId] = AgentOf(AnnaId, "anna@hub-desk.test"), [BenId] = AgentOf(BenId, "ben@hub-desk.test") },
        new Dictionary<InboxId, Inbox> { [Account.Id] = Account with { Email = Account.Email! with { ReadsGroupSender = readsGroups } } }, []);

    private static Agent AgentOf(AgentId id, string email) => new() { Id = id, Name = id.Value, Email = email, SecurityStamp = "", CreatedAt = Noon };

    private static IReadOnlyList<Mailbox> Boxes(string? list) => MailboxText.Read(list ?? "");

    private static string Written(ReplyRecipients recipients) => string.Join(" | ", new[] { recipients.To, recipients.Cc, recipients.LeftOut }
        .Select(static boxes => string.Join(", ", boxes.Select(static box => box.Name is null ? box.Address : $"{box.Name} <{box.Address}>"))).Where(static list => list.Length > 0));

    /// <summary>A message and what is known beside it; lists of mailboxes as people write them, To | Cc | left out as expected.</summary>
    public sealed record Case(string From, string To, string Cc)
    {
        public string? By { get; init; }
        public bool IsOwn { get; init; }
        public bool IsNote { get; init; }
        public bool IsUnknown { get; init; }
        public bool ReadsGroups { get; init; } = true;
        public string? Hidden { get; init; }
        public string? Copies { get; init; }
        public string? Returned { get; init; }
        public string? List { get; init; }
        public required string All { get; init; }
        public required string Sender { get; init; }
    }
}
