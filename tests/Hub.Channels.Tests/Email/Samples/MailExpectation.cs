using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.MailSamples;

/// <summary>What must become of a sample mail, written by hand from the rule it shows. What is null is not looked at.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MailExpectation
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The rule, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>What went before, see <see cref="SituationDesk"/>.</summary>
    public string? Situation { get; init; }

    /// <summary>Samples that arrived before it.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    public required string Outcome { get; init; }

    /// <summary><c>new</c>, <c>same</c> (of the situation), <c>target</c>, <c>other</c> or <c>none</c>.</summary>
    public string? Ticket { get; init; }

    public string? Classification { get; init; }

    public bool? Answered { get; init; }

    public IReadOnlyList<string>? Marks { get; init; }

    public string? Kind { get; init; }

    /// <summary>Base state of the ticket afterwards.</summary>
    public string? State { get; init; }

    /// <summary>Stands in the reason it is held for.</summary>
    public string? Reason { get; init; }

    public ExpectedPerson? From { get; init; }

    public IReadOnlyList<string>? To { get; init; }

    public IReadOnlyList<string>? Cc { get; init; }

    public string? Subject { get; init; }

    public string? TicketSubject { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<string> TextHas { get; init; } = [];

    public IReadOnlyList<string> TextLacks { get; init; } = [];

    public string? VisibleText { get; init; }

    public IReadOnlyList<string> VisibleHas { get; init; } = [];

    public IReadOnlyList<string> VisibleLacks { get; init; } = [];

    /// <summary>Whether there is any.</summary>
    public bool? Html { get; init; }

    public IReadOnlyList<string> HtmlHas { get; init; } = [];

    public IReadOnlyList<string> HtmlLacks { get; init; } = [];

    public IReadOnlyList<ExpectedFile>? Attachments { get; init; }

    public IReadOnlyList<string>? Participants { get; init; }

    /// <summary>Recipients of our mail that it did not reach.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    public static MailExpectation Parse(string json) => JsonSerializer.Deserialize<MailExpectation>(json, Options)!;
}

public sealed record ExpectedPerson(string? Name, string Address);

public sealed record ExpectedFile
{
    public string? Name { get; init; }

    public string? MediaType { get; init; }

    public long? Size { get; init; }

    public bool Inline { get; init; }

    public string? ContentId { get; init; }
}
