using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Server.Accounts.Keys;
using Hub.Server.Composition;

namespace Hub.Server.Start;

/// <summary>The first sign-in of a new installation; the password is known only when it was generated.</summary>
public sealed record FirstSignIn(string Email, string? GeneratedPassword);

/// <summary>Makes what a new data folder needs before anybody can sign in: an administrator and a queue.</summary>
public sealed class FirstRun(
    HubSettings settings, KeyRing keys, HubDirectory directory, CreateAgent createAgent, CreateQueue createQueue, GiveQueueRoles queueRoles,
    DemoData demo, IHostEnvironment environment)
{
    /// <summary>While any agent exists, only brings agents of the previous shape up to date.</summary>
    public async Task<FirstSignIn?> PrepareAsync(CancellationToken ct)
    {
        await keys.PrepareAsync(ct);
        await directory.RefreshAsync(ct);
        if (directory.Current.Agents.Count > 0)
        {
            await queueRoles.HandleAsync(ct);
            return null;
        }
        var generated = settings.AdminPassword is null ? SecurityStamps.NewSecret()[..16] : null;
        var draft = new AgentDraft { Name = "Administrator", Email = settings.AdminEmail, IsAdministrator = true };
        var outcome = await createAgent.MakeAsync(draft, settings.AdminPassword ?? generated, ct);
        if (outcome is not SettingOutcome<AgentAccount>.Done { Value: var administrator })
        {
            await directory.RefreshAsync(ct);
            if (directory.Current.Agents.Count > 0)
            {
                // Another node of a new installation was first.
                return null;
            }
            throw new InvalidOperationException($"The first administrator cannot be made: {outcome}");
        }
        var access = AgentAccess.Of(administrator, directory.Current);
        await createQueue.HandleAsync(new QueueDraft { Name = "Support" }, access, ct);
        if (settings.Demo ?? environment.IsDevelopment())
        {
            await demo.FillAsync(access, ct);
        }
        return new FirstSignIn(settings.AdminEmail, generated);
    }
}
