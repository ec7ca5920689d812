using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Hub.Channels.Email.Reading;

/// <summary>Makes the charsets of old mails known to the runtime.</summary>
public static class CodePages
{
    /// <summary>Runs when this assembly is first used. May be repeated.</summary>
    /// <remarks>MimeKit asks for every charset once, when it is first used for anything, and remembers what was missing.</remarks>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must run before MimeKit's own static constructors, whoever causes those.")]
    public static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
