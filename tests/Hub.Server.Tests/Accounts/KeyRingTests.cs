using Hub.Core.Ports;
using Hub.Server.Accounts.Keys;
using Hub.Server.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Server.Tests.Accounts;

/// <summary>Keys that seal secrets, shared through the store.</summary>
public sealed class KeyRingTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-keys-").FullName;
    private readonly List<WebApplication> _nodes = [];
    private HubParts _parts = null!;

    private HubSettings Settings => new() { DataDirectory = _folder, AdminEmail = "admin@hub.test", Addresses = [] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _parts = await HubParts.OpenAsync(Settings, NullLoggerFactory.Instance, Ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
        await _parts.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nodes_that_begin_at_once_on_an_empty_store_come_to_one_key()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Node()).ToList();

        await Task.WhenAll(nodes.Select(static node => node.GetRequiredService<KeyRing>().PrepareAsync(Ct)));

        foreach (var node in nodes)
        {
            var secret = node.GetRequiredService<ISecretSealer>().Seal("a secret");
            nodes.ShouldAllBe(other => other.GetRequiredService<ISecretSealer>().Open(secret) == "a secret");
        }
    }

    [Fact]
    public async Task What_an_older_version_sealed_with_its_key_files_is_still_opened()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("Hub").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(_folder, "keys")));
        await using var older = services.BuildServiceProvider();
        var secret = older.GetDataProtector("hub.secrets.v1").Protect("a mailbox password");
        var node = Node();

        await node.GetRequiredService<KeyRing>().PrepareAsync(Ct);

        node.GetRequiredService<ISecretSealer>().Open(secret).ShouldBe("a mailbox password");
        var (first, second) = (node.GetRequiredService<ISecretSealer>().Seal("new"), Node());
        await second.GetRequiredService<KeyRing>().PrepareAsync(Ct);
        second.GetRequiredService<ISecretSealer>().Open(first).ShouldBe("new");
    }

    private IServiceProvider Node()
    {
        var builder = HubApplication.CreateBuilder(["--applicationName=Hub.Server"]);
        builder.Logging.ClearProviders();
        _nodes.Add(HubApplication.Build(builder, Settings, _parts));
        return _nodes[^1].Services;
    }
}
