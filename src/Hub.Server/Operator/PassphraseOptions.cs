using System.CommandLine;
using System.Text;

namespace Hub.Server.Operator;

/// <summary>How a verb is told a passphrase: from a file, from standard input, or typed. Never as an argument, which every user of the
/// machine could read.</summary>
internal sealed class PassphraseOptions(string description)
{
    private readonly Option<bool> _withSecrets = new("--with-secrets") { Description = description };

    private readonly Option<string?> _file = new("--passphrase-file")
    {
        Description = "A file whose first line is the passphrase, or - for standard input; asked for without.",
    };

    public void AddTo(Command command)
    {
        command.Add(_withSecrets);
        command.Add(_file);
    }

    /// <summary>The passphrase, null without secrets, or what is wrong.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isNew">A typed passphrase is asked for twice.</param>
    public async Task<(string? Passphrase, string? Problem)> ReadAsync(ParseResult parsed, bool isNew)
    {
        var file = parsed.GetValue(_file);
        if (!parsed.GetValue(_withSecrets))
        {
            return (null, file is null ? null : "--passphrase-file goes with --with-secrets.");
        }
        if (file is not null && file != "-" && !File.Exists(file))
        {
            return (null, $"There is no file '{file}'.");
        }
        if (file is null && Console.IsInputRedirected)
        {
            return (null, "--with-secrets needs a passphrase: type it at a terminal, or name --passphrase-file.");
        }
        var passphrase = file switch
        {
            null => Ask("Passphrase: "),
            "-" => await Console.In.ReadLineAsync(),
            _ => (await File.ReadAllLinesAsync(file)).FirstOrDefault(),
        };
        if (string.IsNullOrEmpty(passphrase))
        {
            return (null, "The passphrase is empty.");
        }
        return file is null && isNew && Ask("The same again: ") != passphrase ? (null, "The two passphrases differ.") : (passphrase, null);
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else
            {
                typed.Append(key.KeyChar);
            }
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
