using Hub.Core.Attachments;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.MailSamples;

/// <summary>What became of a sample, read back from the store; without ids and numbers, so that two of them can be compared.</summary>
public sealed record SampleReading
{
    public required string Outcome { get; init; }

    public required string Ticket { get; init; }

    public required string Reason { get; init; }

    public string? Kind { get; init; }

    public string? Classification { get; init; }

    public IReadOnlyList<string> Marks { get; init; } = [];

    public ExpectedPerson? From { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public string? VisibleText { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<ExpectedFile> Attachments { get; init; } = [];

    public string? TicketSubject { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<string> Participants { get; init; } = [];

    /// <summary>Reads it from its settled intake row.</summary>
    /// <param name="store">Where it was filed.</param>
    /// <param name="intake">Its row.</param>
    /// <param name="situation">Placeholders of its situation: their numbers say which ticket is which.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<SampleReading> OfAsync(IHubStore store, Intake intake, IReadOnlyDictionary<string, string> situation, CancellationToken ct)
    {
        var entry = intake.Message is { } id ? await store.FindAsync(id, ct) : null;
        var ticket = entry is null ? null : await store.FindAsync(entry.Ticket, ct);
        return new SampleReading
        {
            Outcome = OutcomeOf(intake, entry, ticket),
            Ticket = ticket is null ? "none" : LabelOf(ticket.Number, situation),
            Reason = Without(intake.Reason ?? "", situation.GetValueOrDefault("ticket.number"), ticket?.Number),
            Kind = entry?.MessageKind.ToString().ToLowerInvariant(),
            Classification = entry?.Mail?.Classification.ToString(),
            Marks = entry?.Marks ?? [],
            From = entry is null ? null : new ExpectedPerson(entry.Author.Name, entry.Author.Address ?? ""),
            To = [.. entry?.To.Select(static one => one.Address) ?? []],
            Cc = [.. entry?.Cc.Select(static one => one.Address) ?? []],
            Subject = entry?.Subject,
            Text = entry?.Text,
            VisibleText = entry?.VisibleText ?? entry?.Text,
            Html = entry?.Html,
            Attachments = [.. entry?.Attachments.Select(FileOf) ?? []],
            TicketSubject = ticket?.Subject,
            State = ticket?.State.ToString().ToLowerInvariant(),
            Participants = [.. ticket?.Participants.Select(static one => one.Address) ?? []],
        };
    }

    private static string OutcomeOf(Intake intake, Message? entry, Ticket? ticket) => intake.State switch
    {
        IntakeState.Held => "held",
        IntakeState.Suppressed => "suppressed",
        IntakeState.Received => "received",
        _ when entry is null || entry.FiledBecause != intake.Reason => "duplicate",
        _ when entry.MessageKind == MessageKind.Activity => "bounce",
        _ => ticket!.CreatedAt == entry.CreatedAt ? "created" : "appended",
    };

    private static string LabelOf(string number, IReadOnlyDictionary<string, string> situation) =>
        number == situation.GetValueOrDefault("ticket.number") ? "same"
        : number == situation.GetValueOrDefault("target.number") ? "target"
        : number == situation.GetValueOrDefault("other.number") ? "other"
        : "new";

    private static string Without(string text, params IReadOnlyList<string?> numbers) =>
        numbers.OfType<string>().Aggregate(text, static (rest, number) => rest.Replace(number, "{number}", StringComparison.Ordinal));

    private static ExpectedFile FileOf(AttachmentRef file) =>
        new() { Name = file.Name, MediaType = file.MediaType, Size = file.Size, Inline = file.IsInline, ContentId = file.ContentId };
}
