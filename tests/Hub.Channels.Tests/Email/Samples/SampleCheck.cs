using Hub.Core.Inbound;
using Hub.Core.Tickets;

namespace Hub.MailSamples;

/// <summary>Holds what became of a sample against what must.</summary>
public static class SampleCheck
{
    /// <summary>How it was filed.</summary>
    public static void Filing(MailSample sample, FilingOutcome outcome)
    {
        var (want, why) = (sample.Expectation, $"{sample.Name} ({sample.Expectation.Rule}): {outcome.Because}");
        outcome.Kind.ToString().ToLowerInvariant().ShouldBe(want.Outcome, why);
        if (want.Classification is { } classification)
        {
            outcome.Classification.ToString().ToLowerInvariant().ShouldBe(classification.ToLowerInvariant(), why);
        }
        if (want.Answered is { } answered)
        {
            outcome.IsAnswered.ShouldBe(answered, why);
        }
        if (want.Reason is { } reason)
        {
            outcome.Because.ShouldContain(reason, Case.Insensitive, why);
        }
    }

    /// <summary>What was stored.</summary>
    public static void Stored(MailSample sample, SampleReading found)
    {
        var (want, why) = (sample.Expectation, $"{sample.Name} ({sample.Expectation.Rule})");
        found.Outcome.ShouldBe(want.Outcome, why);
        Same(want.Ticket, found.Ticket, $"{why}: ticket");
        Same(want.Kind, found.Kind, $"{why}: kind");
        Same(want.State, found.State, $"{why}: state");
        Same(want.Subject, found.Subject ?? "", $"{why}: subject");
        Same(want.TicketSubject, found.TicketSubject, $"{why}: subject of the ticket");
        Same(want.Text, found.Text, $"{why}: text");
        Same(want.VisibleText, found.VisibleText, $"{why}: visible text");
        Same(want.From, found.From, $"{why}: from");
        SameList(want.Marks, found.Marks, $"{why}: marks");
        SameList(want.To, found.To, $"{why}: to");
        SameList(want.Cc, found.Cc, $"{why}: cc");
        SameList(want.Participants, found.Participants, $"{why}: participants");
        Parts(found.Text, want.TextHas, want.TextLacks, $"{why}: text");
        Parts(found.VisibleText, want.VisibleHas, want.VisibleLacks, $"{why}: visible text");
        Parts(found.Html, want.HtmlHas, want.HtmlLacks, $"{why}: html");
        if (want.Html is { } html)
        {
            (found.Html is not null).ShouldBe(html, $"{why}: html");
        }
        if (want.Attachments is { } files)
        {
            found.Attachments.Count.ShouldBe(files.Count, $"{why}: {string.Join(", ", found.Attachments)}");
            foreach (var (expected, file) in files.Zip(found.Attachments))
            {
                (file with
                {
                    Name = expected.Name is null ? null : file.Name,
                    MediaType = expected.MediaType is null ? null : file.MediaType,
                    Size = expected.Size is null ? null : file.Size,
                    ContentId = expected.ContentId is null ? null : file.ContentId,
                }).ShouldBe(expected, why);
            }
        }
    }

    /// <summary>Whom our mail did not reach.</summary>
    public static void Failed(MailSample sample, Message about)
    {
        if (sample.Expectation.Failed is { } failed)
        {
            about.Delivery!.Recipients.Where(static one => one.State == DeliveryState.Failed).Select(static one => one.Address)
                .ShouldBe(failed, ignoreOrder: true, $"{sample.Name}: {about.Delivery}");
            (about.Delivery.State == DeliveryState.Failed).ShouldBe(failed.Count > 0, sample.Name);
        }
    }

    private static void Same<T>(T? want, T? found, string why) where T : class
    {
        if (want is not null)
        {
            found.ShouldBe(want, why);
        }
    }

    private static void SameList(IReadOnlyList<string>? want, IReadOnlyList<string> found, string why)
    {
        if (want is not null)
        {
            found.ShouldBe(want, why);
        }
    }

    private static void Parts(string? found, IReadOnlyList<string> has, IReadOnlyList<string> lacks, string why)
    {
        foreach (var part in has)
        {
            found.ShouldNotBeNull(why).ShouldContain(part, Case.Sensitive, why);
        }
        foreach (var part in lacks)
        {
            (found ?? "").ShouldNotContain(part, Case.Insensitive, why);
        }
    }
}
