using Hub.Storage.Tests.Sqlite;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Hub.Storage.Tests;

/// <summary>Runs the tests, or, when called by one of them, as the writing process that is traced or killed.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [WritingProcess.Verb, var folder, var writers] => WritingProcess.RunAsync(folder, int.Parse(writers, System.Globalization.CultureInfo.InvariantCulture)),
        _ when args.Any(static arg => arg is "--server" or "--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
