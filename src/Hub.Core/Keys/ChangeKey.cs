using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Keys;

/// <summary>Confirms keys and removes them.</summary>
public sealed class ChangeKey(SettingsWriter writer, IHubStore store)
{
    private static readonly SettingOutcome<MailKey> Taken = new SettingOutcome<MailKey>.Taken("fingerprint", "That key is there already.");

    /// <summary>Says that a fingerprint was compared with its owner, or takes that back; administrators only.</summary>
    /// <param name="id">Which key.</param>
    /// <param name="owner">Queue or contact it must belong to.</param>
    /// <param name="isTrusted">What holds from now on.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="ct">Cancels waiting.</param>
    public async ValueTask<SettingOutcome<MailKey>> TrustAsync(DocId<MailKey> id, string owner, bool isTrusted, AgentAccess by, CancellationToken ct) =>
        await RefuseAsync(id, owner, by, ct) is { } refusal ? refusal
        : !by.IsAdministrator ? new SettingOutcome<MailKey>.Forbidden()
        : await writer.ChangeAsync(id, key => new SettingOutcome<MailKey>.Done(key with { IsTrusted = isTrusted }), Taken, ct);

    /// <summary>Removes a key: a queue's by those who manage it, a contact's by every agent, once confirmed by administrators only.
    /// Mail that came earlier stays readable; what is encrypted to it from now on cannot be opened.</summary>
    public async ValueTask<SettingOutcome<MailKey>> RemoveAsync(DocId<MailKey> id, string owner, AgentAccess by, CancellationToken ct) =>
        await RefuseAsync(id, owner, by, ct) ?? await writer.DeleteAsync(id, ct);

    private async ValueTask<SettingOutcome<MailKey>?> RefuseAsync(DocId<MailKey> id, string owner, AgentAccess by, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { } key || key.Owner != owner)
        {
            return new SettingOutcome<MailKey>.NotFound();
        }
        if (!QueueId.TryParse(owner, out var queue))
        {
            return key.IsTrusted && !by.IsAdministrator ? new SettingOutcome<MailKey>.Forbidden() : null;
        }
        return !by.CanSee(queue) ? new SettingOutcome<MailKey>.NotFound()
            : by.IsAdministrator || by.May(Right.Manage, queue) ? null
            : new SettingOutcome<MailKey>.Forbidden();
    }
}
