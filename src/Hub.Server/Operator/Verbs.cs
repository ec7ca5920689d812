using System.CommandLine;
using Hub.Server.Composition;
using Hub.Server.Http;
using Hub.Storage.Backup;

namespace Hub.Server.Operator;

/// <summary>The operator verbs. Without one Hub serves.</summary>
public static class Verbs
{
    private static readonly string[] Questions = ["--help", "-h", "-?", "--version"];

    /// <summary>Whether the arguments name a verb or ask for help.</summary>
    public static bool IsMeant(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || Questions.Contains(args[0], StringComparer.Ordinal));

    public static Task<int> RunAsync(string[] args, OperatorHost host, HubSettings settings)
    {
        var root = new RootCommand("Hub: chat and e-mail as live ticket threads. Without a verb it serves.")
        {
            Token(host), User(host), Mail(host), Backup(host), Restore(settings),
            MovingVerbs.Export(host), MovingVerbs.Import(host), Check(host), Migrate(host),
        };
        return root.Parse(args).InvokeAsync();
    }

    private static Command Token(OperatorHost host)
    {
        var agent = new Option<string?>("--agent") { Description = "E-mail address of the agent it acts as; the first administrator without." };
        var name = new Option<string>("--name") { Description = "What it is for.", DefaultValueFactory = static _ => "operator" };
        var days = new Option<int?>("--days") { Description = "Days it is valid; for ever without." };
        var create = new Command("create", "Makes an API token and prints it, once.") { agent, name, days };
        create.SetAction((parsed, ct) =>
        {
            var request = new TokenRequest(parsed.GetValue(agent), parsed.GetValue(name)!, parsed.GetValue(days));
            return host.RunAsync(
                (server, cancellation) => server.PostAsJsonAsync("/operator/token", request, HttpJson.Options, cancellation),
                (actions, cancellation) => actions.CreateTokenAsync(request.Email, request.Name, request.Days, cancellation), ct);
        });
        return new Command("token", "API tokens.") { create };
    }

    private static Command User(OperatorHost host)
    {
        var email = new Argument<string>("email") { Description = "Sign-in name." };
        var name = new Option<string?>("--name") { Description = "Shown to colleagues and customers." };
        var password = new Option<string?>("--password") { Description = "Without one a link is printed by which the agent sets it." };
        var administrator = new Option<bool>("--admin") { Description = "May configure everything." };
        var create = new Command("create", "Adds an agent; for a known address prints a link to set a new password.")
        {
            email, name, password, administrator,
        };
        create.SetAction((parsed, ct) =>
        {
            var user = new NewUser(parsed.GetValue(email)!, parsed.GetValue(name), parsed.GetValue(password), parsed.GetValue(administrator));
            return host.RunAsync(
                (server, cancellation) => server.PostAsJsonAsync("/operator/user", user, HttpJson.Options, cancellation),
                (actions, cancellation) => actions.CreateUserAsync(user, cancellation), ct);
        });
        return new Command("user", "Agents' accounts.") { create };
    }

    private static Command Mail(OperatorHost host)
    {
        var inbox = new Argument<string>("inbox") { Description = "Id, address or name of an e-mail inbox." };
        var file = new Argument<string>("file") { Description = "A raw mail (RFC 5322), or - for standard input." };
        var ingest = new Command("ingest", "Files one mail as if it had been fetched.") { inbox, file };
        ingest.SetAction(async (parsed, ct) =>
        {
            var (target, path) = (parsed.GetValue(inbox)!, parsed.GetValue(file)!);
            if (path != "-" && !File.Exists(path))
            {
                return await OperatorHost.PrintAsync(OperatorAnswer.Failed($"There is no file '{path}'."));
            }
            await using var mail = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            return await host.RunAsync(
                (server, cancellation) => server.PostAsync(
                    $"/operator/mail?inbox={Uri.EscapeDataString(target)}", new StreamContent(mail), cancellation),
                (actions, cancellation) => actions.IngestAsync(target, mail, cancellation), ct);
        });
        return new Command("mail", "Mail by hand.") { ingest };
    }

    private static Command Backup(OperatorHost host)
    {
        var folder = new Argument<string>("dir") { Description = "An empty or missing folder." };
        var backup = new Command("backup", "Copies everything consistently, also while Hub works.") { folder };
        backup.SetAction((parsed, ct) =>
        {
            var request = new FolderRequest(Path.GetFullPath(parsed.GetValue(folder)!));
            return host.RunAsync(
                (server, cancellation) => server.PostAsJsonAsync("/operator/backup", request, HttpJson.Options, cancellation),
                (actions, cancellation) => actions.BackUpAsync(request.Folder, cancellation), ct);
        });
        return backup;
    }

    private static Command Restore(HubSettings settings)
    {
        var folder = new Argument<string>("dir") { Description = "A folder that backup wrote." };
        var restore = new Command("restore", "Makes the data folder (Hub__DataDirectory, empty or missing) from a backup.") { folder };
        restore.SetAction(async (parsed, ct) =>
        {
            try
            {
                await StoreRestore.RestoreAsync(Path.GetFullPath(parsed.GetValue(folder)!), settings.DataDirectory, ct);
                return await OperatorHost.PrintAsync(OperatorAnswer.Done($"Restored into {settings.DataDirectory}."));
            }
            catch (BackupException refused)
            {
                return await OperatorHost.PrintAsync(OperatorAnswer.Failed(refused.Message));
            }
        });
        return restore;
    }

    private static Command Check(OperatorHost host)
    {
        var check = new Command("check", "Verifies every invariant of the stored data; exit code 1 if anything is broken.");
        check.SetAction((_, ct) => host.RunAsync(
            static (server, cancellation) => server.PostAsync("/operator/check", null, cancellation),
            static (actions, cancellation) => actions.CheckAsync(cancellation), ct));
        return check;
    }

    private static Command Migrate(OperatorHost host)
    {
        var migrate = new Command("migrate", "Brings the stored shapes up to date; a start does the same.");
        migrate.SetAction((_, ct) => host.RunAsync(
            static (server, cancellation) => server.PostAsync("/operator/migrate", null, cancellation),
            static (_, _) => Task.FromResult(OperatorAnswer.Done("The stored shapes are up to date.")), ct));
        return migrate;
    }
}
