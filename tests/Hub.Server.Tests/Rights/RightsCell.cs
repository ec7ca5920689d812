using System.Text.Json.Nodes;

namespace Hub.Server.Tests.Rights;

/// <summary>What one profile is asked about at one place: tickets for what leaves traces, so that no question spoils another.</summary>
/// <param name="Place">0 to 3.</param>
/// <param name="Queue">The queue there.</param>
/// <param name="Word">Found by search in the ticket made by REST and the mail alone.</param>
/// <param name="Assignee">Who works on all of them; null for nobody.</param>
internal sealed record RightsCell(int Place, string Queue, string Word, string? Assignee)
{
    public required string Rest { get; init; }

    public required string Hub { get; init; }

    public required string Live { get; init; }

    public required string File { get; init; }

    public required string Inbox { get; init; }

    public required string Mail { get; init; }

    public required string MailNumber { get; init; }

    /// <summary>The contact of <see cref="Rest"/>, and its organization.</summary>
    public required string Contact { get; init; }

    public required string Organization { get; init; }

    public static async Task<RightsCell> MakeAsync(RightsDesk desk, int place, string queue, string word, string? assignee)
    {
        var file = await desk.UploadAsync("file.txt");
        var (inbox, mailNumber, mail) = await desk.MailToAsync(queue, $"{word} mail");
        if (assignee is not null)
        {
            await desk.PatchAsync($"/tickets/{mailNumber}", new { assignee });
        }
        var organization = RightsDesk.Id(await desk.PostAsync("/organizations", new { name = RightsDesk.Unique("Club") }));
        var contact = RightsDesk.Id(await desk.PostAsync("/contacts", new { name = "Ada", email = $"{Guid.NewGuid():n}@customer.test", organization }));
        var rest = Number(await desk.PostAsync("/tickets", new
        {
            subject = $"{word} rest",
            queue,
            assignee,
            contact = new { id = contact },
            message = new { kind = "public", text = "About it", attachments = new[] { file } },
        }));
        await desk.PostAsync($"/tickets/{rest}/time", new { minutes = 5 }, 200);
        return new RightsCell(place, queue, word, assignee)
        {
            Rest = rest,
            Hub = await desk.TicketAsync(queue, $"{word} hub", assignee),
            Live = await desk.TicketAsync(queue, $"{word} live", assignee),
            File = file,
            Inbox = inbox,
            Mail = mail,
            MailNumber = mailNumber,
            Contact = contact,
            Organization = organization,
        };
    }

    /// <summary>One more ticket here.</summary>
    public Task<string> TicketAsync(RightsDesk desk) => desk.TicketAsync(Queue, "one more", Assignee);

    private static string Number(JsonNode ticket) => ticket["number"]!.GetValue<string>();
}
