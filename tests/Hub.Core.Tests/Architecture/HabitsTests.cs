using System.Text.RegularExpressions;

namespace Hub.Core.Tests.Architecture;

/// <summary>What the code never does, and how large its files may grow.</summary>
public sealed partial class HabitsTests
{
    [Fact]
    public void No_code_reads_the_machine_clock_or_blocks()
    {
        var finds = from file in Repository.Sources("src")
                    from line in File.ReadLines(file).Select(static (text, index) => (text, number: index + 1))
                    where Banned().IsMatch(line.text)
                    select $"{file}:{line.number}: {line.text.Trim()}";
        finds.ShouldBeEmpty();
    }

    [Fact]
    public void No_test_sleeps()
    {
        var finds = from file in Repository.Sources("tests")
                    where !file.EndsWith("HabitsTests.cs", StringComparison.Ordinal)
                    from line in File.ReadLines(file).Select(static (text, index) => (text, number: index + 1))
                    where line.text.Contains("Thread.Sleep", StringComparison.Ordinal)
                    select $"{file}:{line.number}: {line.text.Trim()}";
        finds.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var long_ = Repository.Sources("src").Concat(Repository.Sources("bench"))
            .Select(static file => (file, lines: File.ReadLines(file).Count()))
            .Where(static pair => pair.lines > 300);
        long_.ShouldBeEmpty();
    }

    [Fact]
    public void No_type_is_named_after_nothing()
    {
        var finds = from file in Repository.Sources("src")
                    let name = Path.GetFileNameWithoutExtension(file)
                    where Nameless().IsMatch(name)
                    select file;
        finds.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bThread\.Sleep\b|\.GetAwaiter\(\)\.GetResult\(\)|\bIQueryable\b|\basync void\b|\bTask\.Run\(.*\)\.Wait\(")]
    private static partial Regex Banned();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Common|Impl)$")]
    private static partial Regex Nameless();
}
