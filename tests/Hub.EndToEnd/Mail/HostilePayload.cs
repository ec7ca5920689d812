using System.Text.Json;
using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Mail;

/// <summary>One line of <c>tests/Corpus/html/hostile.jsonl</c>: HTML that tries to run, fetch or change what it must not. It would
/// call <c>canary()</c> or fetch from <c>canary.test</c>.</summary>
/// <param name="Tries">In a few words.</param>
/// <param name="Html">The attempt.</param>
internal sealed record HostilePayload(string Tries, string Html)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostilePayload> All { get; } =
        [.. File.ReadLines(Path.Combine(Checkout.Root, "tests/Corpus/html/hostile.jsonl"))
            .Select(static line => JsonSerializer.Deserialize<HostilePayload>(line, JsonSerializerOptions.Web)!)];
}
