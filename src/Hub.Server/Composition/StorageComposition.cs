using Hub.Core.Ports;
using Hub.Server.Accounts;
using Hub.Server.Http.Idempotency;
using Hub.Server.Operation;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Server.Composition;

/// <summary>Registers the store that was opened, and the keys that seal secrets.</summary>
public static class StorageComposition
{
    public static IServiceCollection AddHubStorage(this IServiceCollection services, HubParts parts, HubSettings settings)
    {
        services.AddDataProtection()
            .SetApplicationName("Hub")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.DataDirectory, "keys")));
        return services
            .AddSingleton(parts)
            .AddSingleton<IHubStore>(services => new AnsweringStore(
                parts.Store, services.GetRequiredService<HubTelemetry>(), services.GetRequiredService<TimeProvider>()))
            .AddSingleton(parts.Outbox)
            .AddSingleton(parts.Sequence)
            .AddSingleton(parts.Blobs)
            .AddSingleton<ISecretSealer, SecretSealer>();
    }
}
