using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Hub.Core.Ports;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Hub.Channels.Files;

/// <summary>Words of plain text, PDF and Office files.</summary>
public sealed class FileText : IFileText
{
    private const int MostBytes = 40 * 1024 * 1024;
    private const int BufferBytes = 64 * 1024;
    private static readonly string[] PlainEndings = [".txt", ".csv", ".log", ".md", ".json", ".xml", ".ics", ".vcf"];
    private static readonly string[] OfficeEndings = [".docx", ".xlsx", ".pptx"];

    /// <inheritdoc/>
    public bool CanRead(string name, string mediaType) => IsPdf(name, mediaType) || IsPlain(name, mediaType) || IsOffice(name);

    /// <inheritdoc/>
    public async ValueTask<string> ReadAsync(Stream content, string name, string mediaType, int most, CancellationToken ct)
    {
        var isPdf = IsPdf(name, mediaType);
        if (!isPdf && !IsOffice(name))
        {
            return await OfPlainAsync(content, most, ct);
        }
        using var bytes = await HoldAsync(content, ct);
        if (bytes is null)
        {
            return "";
        }
        try
        {
            var text = isPdf ? OfPdf(bytes, most, ct) : OfOffice(bytes, most);
            return text.Length <= most ? text : text[..most];
        }
#pragma warning disable CA1031 // A damaged or hostile file ends its own reading, whatever the library throws.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return "";
        }
    }

    private static bool IsPdf(string name, string mediaType) =>
        mediaType == "application/pdf" || name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(string name, string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal) || PlainEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsOffice(string name) => OfficeEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The whole file, which both libraries seek in; null when it is too large to be held.</summary>
    private static async ValueTask<MemoryStream?> HoldAsync(Stream content, CancellationToken ct)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (await content.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (bytes.Length + read > MostBytes)
            {
                return null;
            }
            bytes.Write(buffer, 0, read);
        }
        bytes.Position = 0;
        return bytes;
    }

    private static async ValueTask<string> OfPlainAsync(Stream content, int most, CancellationToken ct)
    {
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var buffer = new char[most];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, ct));
    }

    private static string OfPdf(MemoryStream bytes, int most, CancellationToken ct)
    {
        var text = new StringBuilder();
        using var document = PdfDocument.Open(bytes);
        foreach (var page in document.GetPages())
        {
            ct.ThrowIfCancellationRequested();
            text.AppendLine(ContentOrderTextExtractor.GetText(page, false));
            if (text.Length >= most)
            {
                break;
            }
        }
        return text.ToString();
    }

    private static string OfOffice(MemoryStream bytes, int most)
    {
        var text = new StringBuilder();
        using OpenXmlPackage package = Open(bytes);
        foreach (var part in package.GetAllParts().Where(static part => part.ContentType.EndsWith("+xml", StringComparison.Ordinal)))
        {
            using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
            AppendTexts(text, stream, most);
        }
        return text.ToString();
    }

    private static OpenXmlPackage Open(MemoryStream bytes)
    {
        // The kind is told by the content, not by the name: a renamed file is read all the same.
        foreach (var open in (Func<Stream, OpenXmlPackage>[])
            [s => WordprocessingDocument.Open(s, false), s => SpreadsheetDocument.Open(s, false), s => PresentationDocument.Open(s, false)])
        {
            bytes.Position = 0;
            try
            {
                return open(bytes);
            }
            catch (OpenXmlPackageException)
            {
                continue;
            }
        }
        throw new InvalidDataException("No Office document.");
    }

    /// <summary>The content of every element named <c>t</c> or <c>v</c> (ECMA-376: runs of text, shared strings, cell values).</summary>
    private static void AppendTexts(StringBuilder text, Stream xml, int most)
    {
        using var reader = XmlReader.Create(xml, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (text.Length < most && reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "t" or "v", IsEmptyElement: false })
            {
                reader.Read();
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace)
                {
                    text.Append(reader.Value).Append(' ');
                }
            }
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "p" or "row" or "si" })
            {
                text.Append('\n');
            }
        }
    }
}
