using System.Diagnostics;
using System.Text;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>A program of the other side, run to its end.</summary>
internal static class Counterpart
{
    /// <summary>How it ended and what it wrote.</summary>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(string file, string home, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = home,
            Environment = { ["GNUPGHOME"] = home, ["LC_ALL"] = "C" },
        }) ?? throw new InvalidOperationException($"{file} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    public static async Task<string> RunAsync(string file, string home, params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(file, home, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {code}: {errors}");
    }
}
