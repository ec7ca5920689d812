namespace Hub.Agent.Blazor.Commands;

/// <summary>Something the command bar offers.</summary>
/// <param name="Group">What kind of thing it is, as shown.</param>
/// <param name="Icon">Name of its drawing.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Key">Its shortcut; null for none.</param>
/// <param name="RunAsync">Does it.</param>
public sealed record DeskCommand(string Group, string Icon, string Text, string? Key, Func<Task> RunAsync)
{
    /// <summary>Whether every word typed begins a word of the text.</summary>
    public bool Fits(IReadOnlyList<string> words) => words.All(word =>
        Text.Split([' ', '›', '-', '/', '('], StringSplitOptions.RemoveEmptyEntries).Any(part => part.StartsWith(word, StringComparison.CurrentCultureIgnoreCase)));
}
