using System.Runtime.CompilerServices;
using Hub.Channels.Email.Reading;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>The tests use MimeKit themselves, some before anything of Hub; in the product Hub comes first.</summary>
internal static class CodePagesFirst
{
    [ModuleInitializer]
    internal static void Register() => CodePages.Register();
}
