using System.Text;
using Hub.Channels.Email.Reading;

namespace Hub.Channels.Tests.Email;

/// <summary>What is folded away as quote or signature, in the words of mail programs and languages, and what never is.</summary>
public sealed class QuoteFolderTests
{
    [Theory]
    [InlineData("Gmail, English", "On Mon, Mar 2, 2026 at 9:00 AM Max Muster <max@shop.test> wrote:")]
    [InlineData("Apple, English", "On 2 Mar 2026, at 09:00, Max Muster <max@shop.test> wrote:")]
    [InlineData("Thunderbird, English", "On 3/2/26 09:00, Max Muster wrote:")]
    [InlineData("Yahoo, English", "On Monday, March 2, 2026 at 09:00:00 AM GMT+1, Max Muster <max@shop.test> wrote:")]
    [InlineData("Proton, English", "On Monday, March 2nd, 2026 at 9:00 AM, Max Muster <max@shop.test> wrote:")]
    [InlineData("Notes, English", "Max Muster <max@shop.test> wrote on 03/02/2026 09:00:00 AM:")]
    [InlineData("old Gmail", "2026-03-02 9:00 GMT+01:00 Max Muster <max@shop.test>:")]
    [InlineData("Gmail, German", "Am Mo., 2. März 2026 um 09:00 Uhr schrieb Max Muster <max@shop.test>:")]
    [InlineData("Apple, German", "Am 02.03.2026 um 09:00 schrieb Max Muster <max@shop.test>:")]
    [InlineData("Proton, German", "Max Muster <max@shop.test> schrieb am Montag, 2. März 2026 um 09:00:")]
    [InlineData("Notes, German", "Max Muster <max@shop.test> schrieb am 02.03.2026 09:00:00:")]
    [InlineData("Gmail, French", "Le lun. 2 mars 2026 à 09:00, Max Muster <max@shop.test> a écrit :")]
    [InlineData("Gmail, Spanish", "El lun, 2 mar 2026 a las 9:00, Max Muster (<max@shop.test>) escribió:")]
    [InlineData("Gmail, Italian", "Il giorno lun 2 mar 2026 alle ore 09:00 Max Muster <max@shop.test> ha scritto:")]
    [InlineData("Gmail, Portuguese", "Em seg., 2 de mar. de 2026 às 09:00, Max Muster <max@shop.test> escreveu:")]
    [InlineData("Apple, Portuguese", "Max Muster <max@shop.test> escreveu no dia segunda, 2/03/2026 à(s) 09:00:")]
    [InlineData("Gmail, Dutch", "Op ma 2 mrt 2026 om 09:00 schreef Max Muster <max@shop.test>:")]
    [InlineData("Apple, Dutch", "Op 2 mrt 2026, om 09:00 heeft Max Muster <max@shop.test> het volgende geschreven:")]
    [InlineData("Gmail, Polish", "pon., 2 mar 2026 o 09:00 Max Muster <max@shop.test> napisał(a):")]
    [InlineData("Thunderbird, Polish", "W dniu 2.03.2026 o 09:00, Max Muster pisze:")]
    [InlineData("Gmail, Czech", "po 2. 3. 2026 v 9:00 odesílatel Max Muster <max@shop.test> napsal:")]
    [InlineData("Thunderbird, Czech", "Dne 02. 03. 26 v 9:00 Max Muster napsal(a):")]
    [InlineData("Gmail, Swedish", "Den mån 2 mars 2026 kl 09:00 skrev Max Muster <max@shop.test>:")]
    [InlineData("Apple, Swedish", "2 mars 2026 kl. 09:00 skrev Max Muster <max@shop.test>:")]
    [InlineData("Gmail, Danish", "Den man. 2. mar. 2026 kl. 09.00 skrev Max Muster <max@shop.test>:")]
    [InlineData("Gmail, Norwegian", "man. 2. mars 2026 kl. 09:00 skrev Max Muster <max@shop.test>:")]
    [InlineData("Gmail, Finnish", "ma 2. maalisk. 2026 klo 9.00 Max Muster (max@shop.test) kirjoitti:")]
    [InlineData("Gmail, Turkish", "Max Muster <max@shop.test>, 2 Mar 2026 Pzt, 09:00 tarihinde şunu yazdı:")]
    [InlineData("Gmail, Russian", "пн, 2 мар. 2026 г. в 09:00, Max Muster <max@shop.test>:")]
    [InlineData("Apple, Russian", "2 марта 2026 г., в 09:00, Max Muster <max@shop.test> написал(а):")]
    [InlineData("Gmail, Japanese", "2026年3月2日(月) 9:00 Max Muster <max@shop.test>:")]
    [InlineData("Apple, Japanese", "2026/03/02 9:00、Max Muster <max@shop.test>のメール:")]
    [InlineData("Gmail, Chinese", "Max Muster <max@shop.test> 于2026年3月2日周一 09:00写道：")]
    [InlineData("Apple, Chinese", "在 2026年3月2日，09:00，Max Muster <max@shop.test> 写道：")]
    public void The_sentence_above_a_quote_goes_with_it(string program, string sentence)
    {
        var marked = $"My answer.\n\n{sentence}\n\n> Your question\n> of two lines";
        QuoteFolder.Fold(marked).ShouldBe("My answer.", program);
        // Some programs quote without marking the lines.
        QuoteFolder.Fold($"My answer.\n\n{sentence}\n\nYour question\nof two lines").ShouldBe("My answer.", program);
        // Wrapped where programs wrap, in the middle.
        var half = sentence.IndexOf(' ', sentence.Length / 3);
        QuoteFolder.Fold(marked.Replace(sentence, $"{sentence[..half]}\n{sentence[(half + 1)..]}", StringComparison.Ordinal)).ShouldBe("My answer.", program);
    }

    [Theory]
    [InlineData("Outlook, English", "From: Max <max@shop.test>\nSent: Monday, March 2, 2026 9:00 AM\nTo: Carla\nSubject: Kettle")]
    [InlineData("Outlook, German", "Von: Max <max@shop.test>\nGesendet: Montag, 2. März 2026 09:00\nAn: Carla\nBetreff: Kessel")]
    [InlineData("Outlook, bold", "*Von:* Max <max@shop.test>\n*Gesendet:* Montag, 2. März 2026 09:00\n*An:* Carla\n*Betreff:* Kessel")]
    [InlineData("GMX and web.de", "Gesendet: Montag, 02. März 2026 um 09:00 Uhr\nVon: \"Max\" <max@shop.test>\nAn: carla@customer.test\nBetreff: Kessel")]
    [InlineData("Outlook, French", "De : Max <max@shop.test>\nEnvoyé : lundi 2 mars 2026 09:00\nÀ : Carla\nObjet : Bouilloire")]
    [InlineData("Outlook, Spanish", "De: Max <max@shop.test>\nEnviado el: lunes, 2 de marzo de 2026 9:00\nPara: Carla\nAsunto: Hervidor")]
    [InlineData("Outlook, Italian", "Da: Max <max@shop.test>\nInviato: lunedì 2 marzo 2026 09:00\nA: Carla\nOggetto: Bollitore")]
    [InlineData("Outlook, Portuguese", "De: Max <max@shop.test>\nEnviado: segunda-feira, 2 de março de 2026 09:00\nPara: Carla\nAssunto: Chaleira")]
    [InlineData("Outlook, Dutch", "Van: Max <max@shop.test>\nVerzonden: maandag 2 maart 2026 09:00\nAan: Carla\nOnderwerp: Ketel")]
    [InlineData("Outlook, Polish", "Od: Max <max@shop.test>\nWysłano: poniedziałek, 2 marca 2026 09:00\nDo: Carla\nTemat: Czajnik")]
    [InlineData("Outlook, Czech", "Od: Max <max@shop.test>\nOdesláno: pondělí 2. března 2026 9:00\nKomu: Carla\nPředmět: Konvice")]
    [InlineData("Outlook, Swedish", "Från: Max <max@shop.test>\nSkickat: den 2 mars 2026 09:00\nTill: Carla\nÄmne: Kittel")]
    [InlineData("Outlook, Danish", "Fra: Max <max@shop.test>\nSendt: 2. marts 2026 09:00\nTil: Carla\nEmne: Kedel")]
    [InlineData("Outlook, Finnish", "Lähettäjä: Max <max@shop.test>\nLähetetty: maanantai 2. maaliskuuta 2026 9.00\nVastaanottaja: Carla\nAihe: Kattila")]
    [InlineData("Outlook, Turkish", "Kimden: Max <max@shop.test>\nGönderildi: 2 Mart 2026 Pazartesi 09:00\nKime: Carla\nKonu: Su ısıtıcısı")]
    [InlineData("Outlook, Russian", "От: Max <max@shop.test>\nОтправлено: 2 марта 2026 г. 9:00\nКому: Carla\nТема: Чайник")]
    [InlineData("Outlook, Japanese", "差出人: Max <max@shop.test>\n送信日時: 2026年3月2日 9:00\n宛先: Carla\n件名: やかん")]
    [InlineData("Outlook, Chinese", "发件人: Max <max@shop.test>\n发送时间: 2026年3月2日 9:00\n收件人: Carla\n主题: 水壶")]
    [InlineData("old Outlook, English", "-----Original Message-----\nFrom: Max")]
    [InlineData("old Outlook, German", "-----Ursprüngliche Nachricht-----\nVon: Max")]
    [InlineData("old Outlook, French", "-----Message d'origine-----\nDe : Max")]
    [InlineData("Lotus Notes", "Max Muster---02.03.2026 09:00:00---Kessel")]
    public void A_whole_mail_below_a_heading_is_folded(string program, string heading) =>
        QuoteFolder.Fold($"My answer.\n\n________________________________\n{heading}\n\nYour question").ShouldBe("My answer.", program);

    [Theory]
    [InlineData("-- \nCarla Customer\n+49 30 1234")]
    [InlineData("--\nCarla Customer")]
    [InlineData("Sent from my iPhone")]
    [InlineData("Get Outlook for Android")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Gesendet von Outlook für iOS")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Enviado do meu iPhone")]
    [InlineData("Verzonden vanaf mijn iPhone")]
    [InlineData("Wysłane z iPhone'a")]
    [InlineData("Odesláno z iPhonu")]
    [InlineData("Skickat från min iPhone")]
    [InlineData("Sendt fra min iPhone")]
    [InlineData("Lähetetty iPhonesta")]
    [InlineData("iPhone'umdan gönderildi")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("iPhoneから送信")]
    [InlineData("发自我的iPhone")]
    public void A_signature_is_folded_at_the_end_and_above_the_quote(string signature)
    {
        QuoteFolder.Fold($"My answer.\n\n{signature}").ShouldBe("My answer.");
        QuoteFolder.Fold($"My answer.\n\n{signature}\n\nOn 3/2/26 09:00, Max <max@shop.test> wrote:\n> Question").ShouldBe("My answer.");
    }

    [Theory]
    [InlineData("<div>Mine.</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">Whatever Gmail says here:<br></div><blockquote class=\"gmail_quote\">Yours.</blockquote></div>")]
    [InlineData("<p>Mine.</p><div class=\"moz-cite-prefix\">Whatever Thunderbird says:</div><blockquote type=\"cite\">Yours.</blockquote>")]
    [InlineData("<p>Mine.</p><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">Yours.</div>")]
    [InlineData("<p>Mine.</p><div id=\"x_x_divRplyFwdMsg\">Yours.</div>")]
    [InlineData("<p>Mine.</p><div class=\"ms-outlook-mobile-reference-message skipProofing\">Yours.</div>")]
    [InlineData("<p>Mine.</p><div id=\"ymail_1\" class=\"yahoo_quoted\"><div>Yours.</div></div>")]
    [InlineData("<div>Mine.</div><div class=\"protonmail_quote\">Whatever Proton says:<br><blockquote class=\"protonmail_quote\" type=\"cite\">Yours.</blockquote></div>")]
    [InlineData("<p>Mine.</p><div class=\"x_hub-reply\"><div>Yours.</div></div>")]
    [InlineData("<p>Mine.</p><div id=\"Signature\"><p>Carla</p></div><div id=\"appendonsend\"></div><div>Yours.</div>")]
    [InlineData("<p>Mine.</p><div class=\"gmail_signature\"><p>Carla</p></div>")]
    [InlineData("<p>Mine.</p><div class=\"protonmail_signature_block\"><div>Sent with Proton Mail</div></div>")]
    public void What_programs_mark_is_folded(string html) => Visible(html).ShouldBe("Mine.");

    [Theory]
    [InlineData("> Where is it?\nIn the cellar.\n> And the key?\nUnder the mat.")]
    [InlineData("On 3/2/26 09:00, Max <max@shop.test> wrote:\n> Where is it?\nIn the cellar.\n> And the key?\nUnder the mat.")]
    [InlineData("Hello,\nOn 3/2/26 09:00, Max <max@shop.test> wrote:\n\nIn the cellar.\n> And the key?\nUnder the mat.")]
    [InlineData("Hello,\n-- \nCarla\n> Where is it?\nIn the cellar. Under the mat.")]
    [InlineData("Hello,\nsee my answers inline below.\n\nFrom: Max\nSent: Monday\nTo: Carla\nSubject: Kettle\n\nWhere is it?\nIn the cellar.\nUnder the mat.")]
    [InlineData("Hallo,\nmeine Antworten unten in rot.\n\nVon: Max\nGesendet: Montag\nAn: Carla\nBetreff: Kessel\n\nWo?\nIn the cellar.\nUnder the mat.")]
    [InlineData("Bonjour,\nréponses dans le texte ci-dessous\n\nDe : Max\nEnvoyé : lundi\nÀ : Carla\nObjet : x\n\nIn the cellar.\nUnder the mat.")]
    [InlineData("> -----Original Message-----\n> From: Max\n> Sent: x\n> To: y\nIn the cellar.\n> And the key?\nUnder the mat.")]
    [InlineData("In your letter of 3 March you wrote:\nthat it is In the cellar.\nIt is Under the mat.")]
    public void An_answer_between_the_lines_is_never_hidden(string text)
    {
        var visible = QuoteFolder.Fold(text) ?? text;
        visible.ShouldContain("In the cellar.");
        visible.ShouldContain("Under the mat.");
    }

    [Theory]
    [InlineData("<blockquote type=cite>Where?<br></blockquote><p>In the cellar.</p><blockquote type=cite>And the key?</blockquote><p>Under the mat.</p>")]
    [InlineData("<div class=protonmail_quote>Proton says:<blockquote class=protonmail_quote>Where?</blockquote>In the cellar.<blockquote class=protonmail_quote>Key?</blockquote>Under the mat.</div>")]
    [InlineData("<div class=gmail_signature>Carla</div><p>In the cellar. Under the mat.</p>")]
    public void An_answer_between_marked_quotes_is_never_hidden(string html)
    {
        var visible = Visible(html);
        visible.ShouldContain("In the cellar.");
        visible.ShouldContain("Under the mat.");
    }

    [Fact]
    public void A_mail_that_is_all_quote_or_all_signature_stays_whole()
    {
        QuoteFolder.Fold("> Only this.").ShouldBeNull();
        QuoteFolder.Fold("Sent from my iPhone").ShouldBeNull();
        QuoteFolder.Fold("From: Max\nSent: Monday\nTo: Carla\nSubject: Kettle\n\nForwarded text").ShouldBeNull();
    }

    [Theory]
    [InlineData("On 1 at 1:00, x@y wrote:\n")]
    [InlineData("> a\n\nb\n")]
    [InlineData("From: a\nSent: b\n")]
    [InlineData("siehe unten\n\n\n")]
    [InlineData("-- \n> x\n")]
    [InlineData("Am 1 schrieb \n")]
    [InlineData("Sent from my iPhone\n\n")]
    [InlineData("a:")]
    public void Hostile_text_is_folded_with_memory_in_proportion(string piece)
    {
        var small = AllocationOf(piece, 125_000);
        var large = AllocationOf(piece, 1_000_000);

        // Eight times the text: what copies the rest for each line would take 64 times as much.
        large.ShouldBeLessThan((small * 12) + 1_000_000);
    }

    private static long AllocationOf(string piece, int length)
    {
        var text = new StringBuilder("Hello\n").Insert(6, piece, length / piece.Length).ToString();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = QuoteFolder.Fold(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Visible(string html)
    {
        using var document = HtmlCleaner.Parse(html);
        var marked = HtmlText.Convert(document.Body!).Marked;
        return QuoteFolder.Fold(marked) ?? HtmlText.WithoutMarks(marked);
    }
}
