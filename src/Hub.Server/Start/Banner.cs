using System.Globalization;
using System.Text;
using Hub.Server.Composition;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Server.Start;

/// <summary>What a person at the terminal is told once Hub listens.</summary>
public static class Banner
{
    public static string Of(WebApplication app, HubSettings settings, FirstSignIn? first)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Where(static address => !address.Contains("://unix:", StringComparison.Ordinal)).ToList();
        var origin = (settings.PublicUrl?.ToString() ?? addresses[0]).TrimEnd('/');
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"  Hub listens on {string.Join(", ", addresses)}")
            .AppendLine(CultureInfo.InvariantCulture, $"    console  {origin}/console")
            .AppendLine(CultureInfo.InvariantCulture, $"    demo     {origin}/demo")
            .AppendLine(CultureInfo.InvariantCulture, $"    API      {origin}/docs/api")
            .AppendLine(CultureInfo.InvariantCulture, $"    data     {settings.DataDirectory}");
        if (first is not null)
        {
            text.AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"  First sign-in (shown once): {first.Email}")
                .AppendLine(CultureInfo.InvariantCulture, $"  Password: {first.GeneratedPassword ?? "as set in Hub__Admin__Password"}");
        }
        return text.ToString();
    }
}
