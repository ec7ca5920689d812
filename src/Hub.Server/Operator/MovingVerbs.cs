using System.CommandLine;
using Hub.Server.Http;

namespace Hub.Server.Operator;

/// <summary>The verbs that move a whole installation.</summary>
public static class MovingVerbs
{
    public static Command Export(OperatorHost host)
    {
        var file = new Argument<string>("file") { Description = "A new file; it gets its name when it is whole." };
        var options = new PassphraseOptions("Takes secrets along (mailbox passwords, keys), sealed under a passphrase.");
        var export = new Command("export", "Writes everything into one file, for another engine, machine or later version; also while Hub works.") { file };
        options.AddTo(export);
        export.SetAction((parsed, ct) => RunAsync(options, parsed, parsed.GetValue(file)!, isNew: true, request => host.RunAsync<MovingActions>(
            (server, cancellation) => server.PostAsJsonAsync("/operator/export", request, HttpJson.Options, cancellation),
            (actions, cancellation) => actions.ExportAsync(request, cancellation), ct)));
        return export;
    }

    public static Command Import(OperatorHost host)
    {
        var file = new Argument<string>("file") { Description = "A file that export wrote, of this version or an earlier one." };
        var options = new PassphraseOptions("Takes the secrets of the file along; needs the passphrase of its export.");
        var import = new Command("import", "Fills an empty store from an export and checks it; after a kill the same command goes on. Hub must not run.") { file };
        options.AddTo(import);
        import.SetAction((parsed, ct) => RunAsync(options, parsed, parsed.GetValue(file)!, isNew: false, request => host.RunAsync<MovingActions>(
            static (server, cancellation) => server.PostAsync("/operator/import", null, cancellation),
            (actions, cancellation) => actions.ImportAsync(request, cancellation), ct)));
        return import;
    }

    private static async Task<int> RunAsync(
        PassphraseOptions options, ParseResult parsed, string path, bool isNew, Func<MoveRequest, Task<int>> runAsync)
    {
        var (passphrase, problem) = await options.ReadAsync(parsed, isNew);
        return problem is not null
            ? await OperatorHost.PrintAsync(OperatorAnswer.Failed(problem))
            : await runAsync(new MoveRequest(Path.GetFullPath(path), passphrase));
    }
}
