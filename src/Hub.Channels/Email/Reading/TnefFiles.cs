using MimeKit;
using MimeKit.Tnef;

namespace Hub.Channels.Email.Reading;

/// <summary>Files inside Outlook's <c>winmail.dat</c>. The container itself is kept beside them.</summary>
public static class TnefFiles
{
    /// <summary>The files; none when the container is damaged.</summary>
    public static IReadOnlyList<MimeEntity> Of(TnefPart tnef)
    {
        if (tnef.Content is null)
        {
            return [];
        }
        try
        {
            return [.. tnef.ExtractAttachments().Where(static file => file is MimePart { Content: not null })];
        }
        catch (Exception fault) when (fault is TnefException or FormatException or ArgumentException or EndOfStreamException)
        {
            return [];
        }
    }
}
