using System.Diagnostics;

namespace Hub.Bench.Processes;

/// <summary>Publishes the server as an operator would.</summary>
public static class Publication
{
    /// <summary>Answers the published program. Takes a minute; what is unchanged is not built again.</summary>
    public static async Task<string> PublishAsync(string cache, CancellationToken ct)
    {
        var output = Path.Combine(cache, "published");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", $"publish \"{Path.Combine(Checkout.Root, "src/Hub.Server")}\" -c Release -o \"{output}\" -v q --nologo")
        {
            RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync(ct);
        await publish.WaitForExitAsync(ct);
        return publish.ExitCode == 0
            ? Path.Combine(output, "Hub.Server.dll")
            : throw new InvalidOperationException($"Publishing failed.\n{said}");
    }
}
