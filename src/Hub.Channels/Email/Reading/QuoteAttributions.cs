using System.Text.RegularExpressions;

namespace Hub.Channels.Email.Reading;

/// <summary>The sentence by which mail programs introduce a quote ("On …, … wrote:"), in the languages customers write in. All
/// patterns run without backtracking: a mail cannot make them slow.</summary>
internal static class QuoteAttributions
{
    private const int LongestSentence = 300;
    private const int MostLines = 3;

    // One row a language; the colon may be full width, text may stand between verb and colon ("schrieb Max Muster:").
    private static readonly Regex Sentence = new(
        "^(" + string.Join('|',
            "On .+ wrote", "On .+ said", ".+ wrote on .+", ".+ wrote",
            "Am .+ schrieb.*", "Am .+ hat .+ geschrieben", ".+ schrieb am .+", ".+ schrieb",
            "Le .+ a écrit", ".+ a écrit( le .+)?",
            "El .+ escribió", ".+ escribió( el .+)?",
            "Il .+ ha scritto", ".+ ha scritto( il .+)?",
            "(Em|A|No dia|Na) .+ escreveu", ".+ escreveu( em .+| no dia .+)?",
            "Op .+ schreef.*", "Op .+ heeft .+ geschreven", ".+ schreef op .+",
            "(W dniu|Dnia) .+ (pisze|napisał|napisała|napisał\\(a\\)).*", ".+ (napisał|napisała|napisał\\(a\\)|pisze)",
            "Dne .+ napsal.*", ".+ napsal(a|\\(a\\))?",
            "(Den|På|Vid|Il) .+ skrev.*", ".+ skrev( den)? .+", ".+ skrev",
            ".+ kirjoitti( .+)?",
            ".+ yazdı",
            ".+ (пишет|написал|написала|написал\\(а\\)|пише|написав)( .+)?",
            "[在于於].+[写寫]道", ".+[于於在].+[写寫]道", ".+[写寫]道",
            ".+のメール", ".+は(書きました|次のように書きました)", ".+さんは.+",
            ".+님이 작성", "Στις .+ έγραψε.*", "A .+ írta", ".+ ezt írta.*") + @")\s?[:：]\s*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Gmail in Russian and Japanese, and older Gmail: date, then name and address, no verb ("пн, 2 мар. 2026 г. в 09:00, Max <m@x.ru>:").
    private static readonly Regex DateAndAddress = new(
        @"^.{0,40}[12][0-9]{3}.{0,60}<[^<>\s]{1,120}@[^<>\s]{1,120}>\s?[:：]\s*$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex Clock = new(@"[0-9]{1,2}[:h][0-9]{2}|kl[ao]?\.? [0-9]{1,2}\.[0-9]{2}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // Lotus Notes: "Max Muster---02.03.2026 09:00:00---Kettle".
    private static readonly Regex Notes = new(
        @"^[^-]{1,100}-{3}[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4} [0-9]{1,2}[:.][0-9]{2}.{0,20}-{3}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>How many lines from here introduce a quote; 0 for none. Programs wrap the sentence over up to three lines.</summary>
    public static int LengthAt(List<string> lines, int at)
    {
        if (lines[at].StartsWith(HtmlText.AttributionMark))
        {
            return 1;
        }
        var joined = "";
        for (var count = 1; count <= MostLines && at + count <= lines.Count; count++)
        {
            var line = lines[at + count - 1].Trim();
            joined = count == 1 ? line : $"{joined} {line}";
            if (line.Length == 0 || line.StartsWith('>') || joined.Length > LongestSentence)
            {
                return 0;
            }
            if (line[^1] is ':' or '：' && IsSentence(joined))
            {
                return count;
            }
        }
        return 0;
    }

    /// <summary>Whether a program wrote the sentence: it names an address or the time of day, which people who write "you wrote:" do not.</summary>
    public static bool IsOfProgram(List<string> lines, int at, int count) => lines[at].StartsWith(HtmlText.AttributionMark)
        || lines.GetRange(at, count).Any(static line => line.Contains('@', StringComparison.Ordinal) || Clock.IsMatch(line));

    /// <summary>A line by which Lotus Notes begins the mail it answers.</summary>
    public static bool IsNotesLine(string line) => line.Length <= LongestSentence && Notes.IsMatch(line);

    // "He wrote:" is what people write as well; a mail program names a day or an address.
    private static bool IsSentence(string text) =>
        DateAndAddress.IsMatch(text)
        || (Sentence.IsMatch(text) && (text.Any(char.IsAsciiDigit) || text.Contains('@', StringComparison.Ordinal)));
}
