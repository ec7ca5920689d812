using MimeKit;

namespace Hub.Channels.Email.Sending;

/// <summary>What tells machines that a machine wrote a mail, so that none answers it (RFC 3834, 5).</summary>
internal static class AutomaticHeaders
{
    /// <summary>Marks a mail.</summary>
    /// <param name="mail">Has none of these headers yet.</param>
    /// <param name="kind"><c>auto-replied</c> for an answer, <c>auto-generated</c> for what nobody asked for.</param>
    /// <param name="instance">Names this installation.</param>
    public static void AddTo(MimeMessage mail, string kind, string instance)
    {
        mail.Headers.Add(MailHeaders.Loop, instance);
        mail.Headers.Add(HeaderId.AutoSubmitted, kind);
        // What Exchange and older list software look at instead.
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        mail.Headers.Add(HeaderId.Precedence, "bulk");
    }
}
