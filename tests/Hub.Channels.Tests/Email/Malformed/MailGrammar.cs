using System.Globalization;
using System.Text;

namespace Hub.Channels.Tests.Email.Malformed;

/// <summary>Writes mails that look like mails and keep few of the rules: a grammar whose every choice may go wrong.</summary>
internal sealed class MailGrammar(Random random)
{
    private const int DeepestTree = 6;

    private static readonly string[] Senders =
        ["Carla <carla@customer.test>", "dora@customer.test", "\"Kunde, Carla\" <c@customer.test>", "<>", "", "a b c", "Team: a@x.test, b@x.test;", "=?utf-8?Q?J=C3=BC?= <j@x.test>",
            "=?bad?X?zz?= <b@x.test>", "(comment (nested) <x@y.test>", "\"unclosed <u@x.test>", "support@hub.test", "MAILER-DAEMON@x.test", "@x.test", "x@", "a@b@c.test", "J\u00FCrgen <j\u00FC@x.test>"];

    private static readonly string[] Subjects =
        ["Broken kettle", "", "Re: [Hub#7] kettle", "[hub # 99999999999999999999]", "=?utf-8?B?w6TDtsM=?= =?utf-8?B?vA==?=", "=?utf-8?Q?=?=", "=?utf-8?B?!!!?=", "=?x?q?\0?=", "\u202Egnp.exe", "Gr\u00FC\u00DFe",
            "=?iso-2022-jp?B?GyRCJGQ=?=", "=?utf-7?Q?+AGE-?=", "a\tb", "kettle=0D=0ABcc: x@y.test"];

    private static readonly string[] Ids = ["<#@b.test>", "<#@b.test", "#@b.test>", "<>", "<<#@b>>", "", "# b c", "<m.aaaa.bbbb.#@hub.test>", "<#@b.test> (comment", "\u00E9#@x.test"];

    private static readonly string[] Types =
        ["text/plain; charset=utf-8", "text/plain", "text/html; charset=utf-8", "text/html; charset=utf-16", "text/plain; charset=utf-7", "text/plain; charset=\"", "text/plain; format=flowed; delsp=yes", "text/calendar; method=REQUEST",
            "application/ms-tnef; name=winmail.dat", "application/pdf; name*0*=utf-8''%C3; name*1=x", "image/png; name=\"a\0b.png\"", "message/rfc822", "message/partial; number=1", "message/delivery-status", "message/external-body", "text",
            "/", "x/y/z", "text/plain; charset=gb2312", "text/plain; charset=99999", "application/octet-stream; name=\"../../x\"", "text/rfc822-headers", "application/pgp-encrypted", "application/pkcs7-mime; smime-type=enveloped-data"];

    private static readonly string[] Multiparts =
        ["multipart/mixed", "multipart/alternative", "multipart/related", "multipart/report; report-type=delivery-status", "multipart/digest", "multipart/signed; protocol=\"application/pgp-signature\"", "multipart/encrypted", "multipart/x-odd", "multipart/report; report-type=feedback-report"];

    private static readonly string[] Encodings = ["7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "x-steam", "BASE64 (comment)", ""];

    private static readonly string[] Extras =
        ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x.test>", "X-Failed-Recipients: a@b.test, , c", "Return-Path: <>", "Content-Language: de", "Content-Language: \0\0", "X-Original-From: a@b.test", "Delivered-To: support+t-aaaa@hub.test",
            "Cc: ,,,;;", "Cc: a@b.test, support+b-cccc@hub.test", "Reply-To: <", "Date: Mon, 99 Foo 2026", "Date: Mon, 02 Mar 2026 10:00:00 +9999", "References: <none@b.test> <none@d.test>\r\n <none@f.test>", "X-Hub-Loop: ", "Content-ID: <pic@one>", "MIME-Version: 9",
            "no colon here", ": no name", " folded first", "Content-Disposition: attachment; filename*=utf-8''%FF%FE", "Content-Disposition: inline; filename=\"CON\"", "Content-Location: http://x.test/%zz"];

    private readonly MemoryStream _bytes = new();
    private string _end = "\r\n";

    /// <summary>The next mail.</summary>
    public byte[] Next()
    {
        _bytes.SetLength(0);
        _end = random.Next(8) switch { 0 => "\n", 1 => "\r", _ => "\r\n" };
        if (random.Next(40) > 0)
        {
            Header("From", Senders);
        }
        Header("To", Senders);
        Header("Subject", Subjects);
        Header("Message-ID", Ids);
        if (random.Next(3) == 0)
        {
            Header("In-Reply-To", Ids);
        }
        for (var extra = random.Next(5); extra > 0; extra--)
        {
            Line(Pick(Extras));
        }
        Entity(0);
        return _bytes.ToArray();
    }

    // No two mails share an id: they would all crowd into one ticket.
    private void Header(string name, string[] values) =>
        Line($"{name}: {(values == Ids ? Pick(values).Replace("#", random.Next().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : Pick(values))}");

    private void Entity(int depth)
    {
        if (depth < DeepestTree && random.Next(depth == 0 ? 2 : 3) == 0)
        {
            Multipart(depth);
            return;
        }
        var type = Pick(Types);
        Line($"Content-Type: {type}");
        if (random.Next(2) == 0)
        {
            Line($"Content-Transfer-Encoding: {Pick(Encodings)}");
        }
        if (random.Next(4) == 0)
        {
            Line(Pick(Extras));
        }
        if (random.Next(30) > 0)
        {
            Line("");
        }
        if (type == "message/rfc822" && depth < DeepestTree)
        {
            Header("From", Senders);
            Header("Subject", Subjects);
            Entity(depth + 1);
            return;
        }
        Content();
    }

    private void Multipart(int depth)
    {
        var boundary = random.Next(6) switch { 0 => "b", 1 => "b b", 2 => "", 3 => new string('x', 120), _ => $"edge{depth}" };
        Line(random.Next(12) == 0 ? $"Content-Type: {Pick(Multiparts)}" : $"Content-Type: {Pick(Multiparts)}; boundary=\"{boundary}\"");
        Line("");
        for (var part = random.Next(5); part > 0; part--)
        {
            Line($"--{boundary}{(random.Next(15) == 0 ? " " : "")}");
            Entity(depth + 1);
        }
        if (random.Next(4) > 0)
        {
            Line($"--{boundary}--");
        }
    }

    private void Content()
    {
        switch (random.Next(8))
        {
            case 0:
                var noise = new byte[random.Next(600)];
                random.NextBytes(noise);
                _bytes.Write(noise);
                break;
            case 1:
                Line(Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('k', random.Next(200)))).Insert(0, random.Next(3) == 0 ? "*=" : ""));
                break;
            case 2:
                Line("Gr=C3=BC=C3=9Fe =\r\n=ZZ=4");
                break;
            case 3:
                Line($"<div><p>The kettle<img src=\"cid:pic@one\"><script>x()</script>{string.Concat(Enumerable.Repeat("<b><i>", random.Next(300)))}leaks</table>&#xD800;");
                break;
            case 4:
                Line("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;TZID=:2026\r\nSUMMARY:\\\r\n more\r\nEND");
                break;
            case 5:
                Line("Final-Recipient: rfc822; <a@b.test\r\nAction: failed\r\n\r\n\r\nAction:\r\nStatus: 5\r\n");
                break;
            case 6:
                Line($"Am 02.03.2026 schrieb Support:{_end}{string.Concat(Enumerable.Repeat($"> quoted{_end}", random.Next(50)))}-- {_end}Carla");
                break;
            default:
                Line("The kettle leaks.");
                break;
        }
    }

    private string Pick(string[] values) => values[random.Next(values.Length)];

    // Half of all letters outside ASCII go out as UTF-8, half as one byte each.
    private void Line(string text)
    {
        _bytes.Write((random.Next(2) == 0 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text));
        _bytes.Write(Encoding.ASCII.GetBytes(random.Next(60) == 0 ? "" : _end));
    }
}
