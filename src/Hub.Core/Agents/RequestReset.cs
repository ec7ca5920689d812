using Hub.Core.Ports;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>Mails a reset link to an agent that cannot sign in. Whether there is such an agent is never told.</summary>
public sealed class RequestReset(
    IHubStore store, HubDirectory directory, CreateSignInLink links, INoticeMail mail, IRateLimiter limiter)
{
    private static readonly RateLimit PerHour = new(5, TimeSpan.FromHours(1));

    /// <summary>False only when asked too often; everything else is answered alike, and mail goes out after the answer.</summary>
    /// <param name="email">As typed.</param>
    /// <param name="origin">Where the wish comes from; hashed before it is kept anywhere.</param>
    /// <param name="compose">Subject and text for the agent and the secret of the link.</param>
    /// <param name="ct">Cancels the wish.</param>
    public async ValueTask<bool> HandleAsync(
        string email, string origin, Func<Agent, NewSignInLink, (string Subject, string Text)> compose, CancellationToken ct)
    {
        var account = FieldValue.Fold(email.Trim());
        foreach (var key in new[] { $"reset-from:{ApiToken.HashOf(origin)}", $"reset-of:{ApiToken.HashOf(account)}" })
        {
            if (await limiter.TakeAsync(key, PerHour, ct) is { IsAllowed: false })
            {
                return false;
            }
        }
        if (await store.ResolveAsync(Agent.EmailKey(account), ct) is { } holder
            && await store.FindAsync(new AgentId(holder.Key), ct) is { IsActive: true } agent
            && directory.Current.Inboxes.Values.Where(static inbox => inbox is { IsEnabled: true, Email.Smtp: not null })
                .MinBy(static inbox => inbox.CreatedAt) is { } inbox)
        {
            var (subject, text) = compose(agent, await links.MakeAsync(agent, ct));
            // Not awaited: the time a mail server takes would tell that the account exists.
            _ = mail.SendAsync(inbox, agent, subject, text, CancellationToken.None).AsTask();
        }
        return true;
    }
}
