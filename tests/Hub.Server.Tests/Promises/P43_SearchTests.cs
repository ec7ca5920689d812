using System.Net.Http.Headers;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Hub.Server.Tests.Promises;

/// <summary>P43: one box finds number, customer, body, note, attachment name and text, tag, agent, date; rights respected.</summary>
public sealed class P43_SearchTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P43_one_box_finds_number_customer_body_note_tag_field_agent_and_date()
    {
        var me = (await hub.GetAsync("/agents/me"))["id"]!.GetValue<string>();
        var number = (await hub.PostAsync("/tickets", new
        {
            subject = "Zeppelin over the harbour",
            contact = new { name = "Quentin Zander", email = "q.zander@zeppelin.test" },
            message = new { kind = "public", text = "The airship lost its rudder near Helgoland" },
            tags = new[] { "airship" },
            fields = new { hangar = "Nordholz" },
            assignee = me,
        }))["number"]!.GetValue<string>();
        await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "Ask the meteorologist" });
        await hub.TicketAsync("Other", "The rudder is fine, near the harbour");

        foreach (var query in (string[])
        [
            number, "#" + number, "zander", "q.zander@zeppelin.test", "rudder helgoland", "meteorolog", "airship zeppelin", "nordholz",
            "rudder assignee:me", "\"lost its rudder\"", "tag:airship", "fields.hangar:nordholz", "contact:quentin status:open,new,pending",
            $"tag:airship created:{DateTime.UtcNow:yyyy-MM-dd}", "tag:airship created:1h", "tag:airship after:2020-01-01 -tag:boat", "rudder queue:support priority:normal tag:airship",
        ])
        {
            (await FindAsync(query)).Distinct().ShouldBe([number], query);
        }
        foreach (var query in (string[])["\"rudder lost its\"", "tag:airship status:closed", "tag:airship before:2020-01-01", "rudder tag:boat", "tag:airship -assignee:me"])
        {
            (await FindAsync(query)).ShouldBeEmpty(query);
        }
        (await hub.GetAsync("/search?q=priority%3Aimmense", 400))["errors"]!["q.priority"].ShouldNotBeNull();
    }

    [Fact]
    public async Task P43_files_are_found_by_name_and_by_what_stands_in_them()
    {
        var files = new (string Name, string Type, byte[] Content, string Word)[]
        {
            ("plain-list.txt", "text/plain", Encoding.UTF8.GetBytes("The serial is quokka4711"), "quokka4711"),
            ("invoice.pdf", "application/pdf", Pdf("Payment reference wombat0815"), "wombat0815"),
            ("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Docx("Dear echidna1234"), "echidna1234"),
        };
        var ids = new List<string>();
        foreach (var (name, type, content, _) in files)
        {
            using var body = new MultipartFormDataContent();
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue(type);
            body.Add(part, "file", name);
            using var answer = await hub.Api.PostAsync("/api/v1/attachments", body, Ct);
            ids.Add((await RestHub.ReadAsync(answer, 201))["id"]!.GetValue<string>());
        }
        var number = (await hub.PostAsync("/tickets", new { subject = "Files", contact = new { name = "Ada" }, message = new { kind = "public", text = "See the files", attachments = ids } }))["number"]!.GetValue<string>();
        await hub.Services.GetRequiredService<ReadFileText>().HandleAsync(Ct);
        foreach (var (name, _, _, word) in files)
        {
            (await FindAsync(word)).Distinct().ShouldBe([number], word);
            (await FindAsync(Path.GetFileNameWithoutExtension(name))).ShouldContain(number, name);
        }
    }

    [Fact]
    public async Task P43_nobody_finds_what_he_may_not_read()
    {
        await hub.TicketAsync("Secret plan", "Meet at the pelican");
        var (_, outsider) = await hub.HireAsync("Outsider");
        (await FindAsync("pelican")).Count.ShouldBePositive();
        foreach (var query in (string[])["pelican", "\"the pelican\"", "status:new", "secret"])
        {
            using var answer = await outsider.GetAsync($"/api/v1/search?q={Uri.EscapeDataString(query)}", Ct);
            (await RestHub.ReadAsync(answer, 200))["items"]!.AsArray().ShouldBeEmpty(query);
        }
    }

    private async Task<List<string>> FindAsync(string query)
    {
        await hub.Services.GetRequiredService<IHubStore>().WhenSearchableAsync(Ct);
        var page = await hub.GetAsync($"/search?q={Uri.EscapeDataString(query)}");
        page["partial"]!.GetValue<bool>().ShouldBeFalse();
        return [.. page["items"]!.AsArray().Select(static hit => hit!["ticket"]!["number"]!.GetValue<string>())];
    }

    private static byte[] Pdf(string text)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4).AddText(text, 12, new PdfPoint(40, 700), font);
        return builder.Build();
    }

    private static byte[] Docx(string text)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new Document(new Body(new Paragraph(new Run(new Text(text)))));
        }
        return bytes.ToArray();
    }
}
