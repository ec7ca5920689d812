using Hub.Core.Ports;
using Hub.Server.Accounts;
using Hub.Server.Accounts.Keys;
using Hub.Server.Http.Idempotency;
using Hub.Server.Operation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Hub.Server.Composition;

/// <summary>Registers the store that was opened, and the keys that seal secrets.</summary>
public static class StorageComposition
{
    public static IServiceCollection AddHubStorage(this IServiceCollection services, HubParts parts)
    {
        // Keys are made by KeyRing alone: a request must not wait for the store, and two nodes must not make two first keys.
        services.AddDataProtection().SetApplicationName("Hub").DisableAutomaticKeyGeneration();
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeys>(static (options, keys) => options.XmlRepository = keys);
        return services
            .AddSingleton<StoredKeys>()
            .AddSingleton<KeyRing>()
            .AddHostedService<KeyKeeper>()
            .AddSingleton(parts)
            .AddSingleton<IHubStore>(services => new AnsweringStore(
                parts.Store, services.GetRequiredService<HubTelemetry>(), services.GetRequiredService<TimeProvider>()))
            .AddSingleton(parts.Outbox)
            .AddSingleton(parts.Sequence)
            .AddSingleton(parts.Blobs)
            .AddSingleton<ISecretSealer, SecretSealer>();
    }
}
