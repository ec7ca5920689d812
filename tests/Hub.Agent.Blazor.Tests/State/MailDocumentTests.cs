using Hub.Agent.Blazor.State;
using Hub.Core.Attachments;
using Hub.Core.Storage;

namespace Hub.Agent.Blazor.Tests.State;

public sealed class MailDocumentTests
{
    private const string Origin = "https://hub.example";

    [Fact]
    public void Remote_pictures_are_counted_and_blocked_until_asked_for()
    {
        var mail = Entries.Message(1, Entries.Marta) with
        {
            Html = "<img src=\"https://track.example/a.gif\"><p style=\"background:url(http://track.example/b.png)\">x</p>",
        };

        var blocked = MailDocument.Of(mail, showsImages: false, Origin, static _ => "");
        var shown = MailDocument.Of(mail, showsImages: true, Origin, static _ => "");

        blocked.RemoteImages.ShouldBe(2);
        blocked.Source.ShouldContain($"default-src 'none'; style-src 'unsafe-inline'; img-src {Origin} data:\"");
        shown.Source.ShouldContain("img-src https://hub.example data: https: http:\"");
    }

    [Fact]
    public void Inline_pictures_get_a_signed_address_and_are_not_remote()
    {
        var file = new AttachmentRef(new DocId<Attachment>("att_1"), "logo.png", "image/png", 10, "", IsInline: true, "logo@mail");
        var mail = Entries.Message(1, Entries.Marta) with { Html = "<img src=\"cid:logo@mail\">", Attachments = [file] };

        var document = MailDocument.Of(mail, showsImages: false, Origin, static _ => "/console/inline/signed");

        document.Source.ShouldContain("src=\"https://hub.example/console/inline/signed\"");
        document.RemoteImages.ShouldBe(0);
    }
}
