namespace Hub.Channels.Tests.Email.Desk;

/// <summary>The sample mails of <c>tests/Corpus/mail</c>.</summary>
internal static class Corpus
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Corpus", "mail", name);

    public static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(PathOf(name), TestContext.Current.CancellationToken);
}
