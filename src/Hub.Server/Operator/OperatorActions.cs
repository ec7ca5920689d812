using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Server.Accounts;
using Hub.Server.Composition;
using Hub.Storage.Backup;
using Hub.Storage.Checks;

namespace Hub.Server.Operator;

/// <summary>What the operator verbs do, in the process that holds the data folder.</summary>
public sealed class OperatorActions(
    HubParts parts, HubDirectory directory, CreateAgent createAgent, CreateToken createToken, CreateSignInLink links, SignInAddresses addresses,
    ReceiveIntake receive, FileIntake file, TimeProvider clock)
{
    private const int MostFindings = 1000;

    /// <summary>A token for the agent with the address; without one for the oldest administrator.</summary>
    public async Task<OperatorAnswer> CreateTokenAsync(string? email, string name, int? days, CancellationToken ct)
    {
        var agents = directory.Current.Agents.Values;
        var agent = email is null
            ? agents.Where(static one => one is { IsAdministrator: true, IsActive: true }).MinBy(static one => one.CreatedAt)
            : agents.FirstOrDefault(one => FieldValue.Fold(one.Email) == FieldValue.Fold(email.Trim()));
        if (agent is null)
        {
            return OperatorAnswer.Failed($"There is no agent '{email ?? "(administrator)"}'.");
        }
        return await createToken.MakeAsync(agent.Id, name, days is { } count ? clock.GetUtcNow().AddDays(count) : null, ct) switch
        {
            SettingOutcome<NewToken>.Done done => OperatorAnswer.Done(done.Value.Secret),
            SettingOutcome<NewToken>.Invalid invalid => OperatorAnswer.Failed($"{invalid.Field}: {invalid.Text}"),
            var other => OperatorAnswer.Failed(other.ToString()),
        };
    }

    /// <summary>An agent; without a password the link by which it sets one. For a known address a reset link.</summary>
    public async Task<OperatorAnswer> CreateUserAsync(NewUser user, CancellationToken ct)
    {
        var known = directory.Current.Agents.Values.FirstOrDefault(one => FieldValue.Fold(one.Email) == FieldValue.Fold(user.Email.Trim()));
        if (known is not null)
        {
            return OperatorAnswer.Done($"{known.Email} exists. A link to set a new password, valid once for an hour:", await LinkAsync(known, ct));
        }
        var draft = new AgentDraft { Name = user.Name ?? user.Email.Split('@')[0], Email = user.Email, IsAdministrator = user.IsAdministrator };
        return await createAgent.MakeAsync(draft, user.Password, ct) switch
        {
            SettingOutcome<AgentAccount>.Done done when user.Password is not null => OperatorAnswer.Done($"{done.Value.Email} can sign in."),
            SettingOutcome<AgentAccount>.Done done => OperatorAnswer.Done(
                $"{done.Value.Email} sets a password by this link, valid once for 72 hours:", await LinkAsync(done.Value, ct)),
            SettingOutcome<AgentAccount>.Invalid invalid => OperatorAnswer.Failed($"{invalid.Field}: {invalid.Text}"),
            var other => OperatorAnswer.Failed(other.ToString()),
        };
    }

    /// <summary>Files one raw mail into the inbox with that id, address or name.</summary>
    public async Task<OperatorAnswer> IngestAsync(string inbox, Stream mail, CancellationToken ct)
    {
        var target = directory.Current.Inboxes.Values.FirstOrDefault(one => one.Channel == ChannelKind.Email
            && (one.Id.Value == inbox || one.Name == inbox || string.Equals(one.Email?.Address, inbox, StringComparison.OrdinalIgnoreCase)));
        if (target is null)
        {
            return OperatorAnswer.Failed($"There is no e-mail inbox '{inbox}'. Give its id, address or name.");
        }
        if (await receive.HandleAsync(target.Id, mail, null, ct) is not ReceiveOutcome.Received received)
        {
            return OperatorAnswer.Failed("The mail is larger than the limit.");
        }
        var filing = await file.HandleAsync(received.Intake, ct);
        return OperatorAnswer.Done($"{filing.Kind.ToString().ToLowerInvariant()}{(filing.Ticket is { } ticket ? $" {ticket}" : "")}: {filing.Because}");
    }

    /// <summary>Copies everything, blobs and keys included, while the server works.</summary>
    public async Task<OperatorAnswer> BackUpAsync(string target, CancellationToken ct)
    {
        if (parts.Sqlite is not { } store)
        {
            return OperatorAnswer.Failed("Only the embedded storage is backed up by this verb.");
        }
        try
        {
            var report = await StoreBackup.BackUpAsync(store.Folder, target, ct);
            return OperatorAnswer.Done($"Backed up to {target}: database of {report.DatabaseBytes} bytes, {report.BlobFiles} files.");
        }
        catch (BackupException refused)
        {
            return OperatorAnswer.Failed(refused.Message);
        }
    }

    /// <summary>Verifies every invariant of the stored data.</summary>
    public async Task<OperatorAnswer> CheckAsync(CancellationToken ct)
    {
        if (parts.Inspection is not { } inspection)
        {
            return OperatorAnswer.Failed("This storage is not checked by this verb.");
        }
        var findings = new List<string>();
        await foreach (var finding in new StoreCheck(parts.Store, inspection, parts.Blobs, Catalogue.All, clock).RunAsync(ct))
        {
            findings.Add(finding.ToString());
            if (findings.Count == MostFindings)
            {
                findings.Add($"More than {MostFindings} findings; the rest is not shown.");
                break;
            }
        }
        return findings.Count == 0 ? OperatorAnswer.Done("All stored data is sound.") : new OperatorAnswer(1, findings);
    }

    private async Task<string> LinkAsync(AgentAccount agent, CancellationToken ct) => addresses.Of(await links.MakeAsync(agent, ct)).Link;
}

/// <summary>An agent to be made by the operator.</summary>
public sealed record NewUser(string Email, string? Name, string? Password, bool IsAdministrator);
