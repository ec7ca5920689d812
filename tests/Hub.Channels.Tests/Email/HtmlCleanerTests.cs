using Hub.Channels.Email.Reading;

namespace Hub.Channels.Tests.Email;

public sealed class HtmlCleanerTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)><circle/></svg>")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("<a href='jav&#x0A;ascript:alert(1)'>x</a>")]
    [InlineData("<iframe src='https://alert.test'></iframe>")]
    [InlineData("<form action='https://alert.test'><input name=alert></form>")]
    [InlineData("<div style=\"background:url(https://alert.test/x.png)\">x</div>")]
    [InlineData("<div style=\"position:fixed;top:0;width:expression(alert(1))\">x</div>")]
    [InlineData("<style>@import 'https://alert.test'</style>")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://alert.test'>")]
    [InlineData("<base href='https://alert.test/'>")]
    [InlineData("<img src=x srcset='https://alert.test 2x'>")]
    [InlineData("<img src='data:text/html,alert(1)'>")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>")]
    [InlineData("<p id=alert class=alert name=alert>x</p>")]
    public void Nothing_dangerous_is_left(string html) => (HtmlCleaner.Clean(html) ?? "").ShouldNotContain("alert");

    [Fact]
    public void What_people_write_stays()
    {
        var html = HtmlCleaner.Clean("<center><p style=\"color:red;position:fixed\">Hi <b>there</b></p></center><table><tr><td bgcolor=\"#eee\">1</td></tr></table>");
        html.ShouldNotBeNull().ShouldContain("<b>there</b>");
        html.ShouldContain("color: rgba(255, 0, 0, 1)");
        html.ShouldContain("<td bgcolor=\"#eee\">1</td>");
        html.ShouldNotContain("fixed");
    }

    [Fact]
    public void What_looks_like_an_attribute_to_one_parser_stays_one_for_all() =>
        (HtmlCleaner.Clean("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">") ?? "").ShouldNotContain("onerror");

    [Fact]
    public void Links_open_elsewhere_and_tell_nothing()
    {
        var html = HtmlCleaner.Clean("<a href=\"https://shop.test/\">shop</a>");
        html.ShouldNotBeNull().ShouldContain("rel=\"noopener noreferrer nofollow\"");
        html.ShouldContain("target=\"_blank\"");
    }

    [Theory]
    [InlineData("/signout")]
    [InlineData("console")]
    [InlineData("?x=1")]
    [InlineData("#top")]
    [InlineData("\\\\shop.test\\a")]
    [InlineData("/\\shop.test/a")]
    [InlineData("///shop.test/a")]
    public void What_leads_nowhere_but_into_Hub_is_no_address(string address)
    {
        var html = HtmlCleaner.Clean($"<a href=\"{address}\">x</a><img src=\"{address}\">").ShouldNotBeNull();
        html.ShouldNotContain("href");
        html.ShouldNotContain("src");
    }

    [Fact]
    public void An_address_without_a_scheme_is_one_by_https() =>
        HtmlCleaner.Clean("<a href=\"//shop.test/a\">x</a>").ShouldNotBeNull().ShouldContain("href=\"https://shop.test/a\"");

    [Theory]
    [InlineData("data:image/svg+xml,<svg/>")]
    [InlineData("data:image/pngx,a")]
    [InlineData("data:image/png")]
    [InlineData("data:text/html,a")]
    public void Only_raster_pictures_stand_in_a_mail(string address) =>
        (HtmlCleaner.Clean($"<p>x</p><img src=\"{address}\">") ?? "").ShouldNotContain("data:");

    [Fact]
    public void Deep_HTML_is_refused_and_unbalanced_HTML_closed()
    {
        HtmlCleaner.Clean(string.Concat(Enumerable.Repeat("<div>", HtmlText.DeepestTree + 5)) + "x").ShouldBeNull();
        HtmlCleaner.Clean("<div><p>a<b>b<table><tr><td>c").ShouldBe("<div><p>a<b>b<table><tbody><tr><td>c</td></tr></tbody></table></b></p></div>");
    }

    [Fact]
    public void Images_keep_their_source_for_the_one_who_shows_them()
    {
        var html = HtmlCleaner.Clean("<img src=\"cid:a@b\"><img src=\"https://shop.test/a.png\"><img src=\"data:image/png;base64,AAAA\">").ShouldNotBeNull();
        html.ShouldContain("cid:a@b");
        html.ShouldContain("https://shop.test/a.png");
        html.ShouldContain("data:image/png;base64,AAAA");
    }
}
