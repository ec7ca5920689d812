using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Attachments;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.State;

public sealed class MailDocumentTests
{
    private const string Origin = "https://hub.example";

    [Fact]
    public void Remote_pictures_are_counted_and_come_through_the_proxy_once_asked_for()
    {
        const string Html = "<img src=\"https://track.example/a.gif?b=1&amp;c=2\" alt=\"A > B\"><p title=\"src=http://x.example/y.png\">x</p><img alt=\"second\" src=\"http://track.example/b.png\">";

        var hidden = Document(Html);
        var shown = Document(Html, static number => $"/console/remote/{number}");

        hidden.RemoteImages.ShouldBe(2);
        hidden.Source.ShouldNotContain("track.example");
        hidden.Source.ShouldContain("alt=\"A > B\" src=\"data:image/svg+xml,");
        hidden.Source.ShouldContain("title=\"image not shown\"");
        shown.RemoteImages.ShouldBe(2);
        shown.Source.ShouldNotContain("track.example");
        shown.Source.ShouldContain("<img alt=\"A > B\" src=\"https://hub.example/console/remote/0\">");
        shown.Source.ShouldContain("<img alt=\"second\" src=\"https://hub.example/console/remote/1\">");
        shown.Source.ShouldContain("<p title=\"src=http://x.example/y.png\">x</p>");
    }

    [Fact]
    public void The_policy_lets_nothing_but_pictures_by_way_of_Hub() => Document("x").Source.ShouldContain(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src https://hub.example/console/inline/ https://hub.example/console/remote/ data:; form-action 'none'; base-uri 'none'\"");

    [Theory]
    [InlineData("cid:logo@mail")]
    [InlineData("CID:LOGO@MAIL")]
    [InlineData("cid:logo%40mail")]
    [InlineData("cid:&lt;logo@mail&gt;")]
    public void Inline_pictures_get_a_signed_address_and_are_not_remote(string source)
    {
        var document = Document($"<img src=\"{source}\">", files: [Logo]);

        document.Source.ShouldContain("src=\"https://hub.example/console/inline/signed\"");
        document.RemoteImages.ShouldBe(0);
    }

    [Theory]
    [InlineData("cid:other@mail")]
    [InlineData("/console/files/1")]
    [InlineData("")]
    public void A_picture_from_nowhere_is_a_placeholder(string source) =>
        Document($"<img src=\"{source}\">", files: [Logo]).Source.ShouldContain("<img src=\"data:image/svg+xml,");

    [Fact]
    public void A_picture_that_stands_in_the_mail_is_shown() =>
        Document("<img src=\"data:image/png;base64,AAAA\">").Source.ShouldContain("<img src=\"data:image/png;base64,AAAA\">");

    [Theory]
    [InlineData("https://evil.example/login", "https://bank.example/login", "evil.example")]
    [InlineData("https://evil.example/", "<b>www.bank</b>.example", "evil.example")]
    [InlineData("https://bank.example.evil.test/", "bank.example", "bank.example.evil.test")]
    [InlineData("https://shop.example/", "pay.shop.example", "shop.example")]
    [InlineData("https://b\u00e4nk.example/", "bank.example", "xn--bnk-qla.example")]
    [InlineData("https://bank.example@evil.test/", "bank.example", "evil.test")]
    public void A_link_whose_words_name_another_place_says_where_it_leads(string href, string words, string host)
    {
        var source = Document($"<a href=\"{href}\" title=\"bank.example\">{words}</a>").Source;

        source.ShouldContain($"{words}</a> <b class=\"hub-target\">(leads to {host})</b>");
        source.ShouldNotContain("title=\"bank.example\"");
    }

    [Theory]
    [InlineData("https://shop.example/a", "https://shop.example/b")]
    [InlineData("https://www.shop.example/", "shop.example")]
    [InlineData("https://news.shop.example/", "shop.example")]
    [InlineData("https://shop.example/", "Read more")]
    [InlineData("https://shop.example/", "invoice.pdf")]
    [InlineData("mailto:a@shop.example", "b@other.example")]
    public void An_honest_link_stays_as_it_is_and_shows_its_address(string href, string words) =>
        Document($"<a href=\"{href}\">{words}</a>").Source.ShouldContain($"<body><a href=\"{href}\" title=\"{href}\">{words}</a></body>");

    [Theory]
    [InlineData("<img src=\"https://x.example/a\"")]
    [InlineData("<a href=\"https://x.example")]
    [InlineData("<<<a <img ==\"\"")]
    [InlineData("</a></a><a><a></a>")]
    public void Broken_markup_is_shown_as_far_as_it_goes(string html) =>
        Document(html).Source.ShouldEndWith("</body></html>");

    [Fact]
    public void The_proxy_finds_the_picture_of_a_number_again()
    {
        var mail = Mail("<img src=\"cid:a\"><img src=\"http://a.example/1?x=1&amp;y=2\"><img src=\"https://b.example/2\">", []);
        MailImages.Find(mail, 0).ShouldBe(new Uri("http://a.example/1?x=1&y=2"));
        MailImages.Find(mail, 1).ShouldBe(new Uri("https://b.example/2"));
        MailImages.Find(mail, 2).ShouldBeNull();
        MailImages.Find(mail, -1).ShouldBeNull();
    }

    private static AttachmentRef Logo { get; } = new(new DocId<Attachment>("att_1"), "logo.png", "image/png", 10, "", IsInline: true, "logo@mail");

    private static MailDocument Document(string html, Func<int, string>? remote = null, IReadOnlyList<AttachmentRef>? files = null) => MailDocument.Of(
        Mail(html, files ?? []), new FrameAddresses(Origin, static _ => "/console/inline/signed", remote), MailTexts.English);

    private static Message Mail(string html, IReadOnlyList<AttachmentRef> files) => Entries.Message(1, Entries.Marta) with { Html = html, Attachments = files };
}
