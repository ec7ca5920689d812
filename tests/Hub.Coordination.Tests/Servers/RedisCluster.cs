using System.Diagnostics;
using Hub.Coordination.Embedded;
using StackExchange.Redis;

namespace Hub.Coordination.Tests.Servers;

/// <summary>Redis Cluster: three redis-servers that share the slots, without replicas.</summary>
public sealed class RedisCluster : CoordinationServer
{
    private readonly RedisNode[] _nodes = [new(), new(), new()];
    private string? _folder;

    public override string ConnectionString => string.Join(',', _nodes.Select(static node => node.Address));

    public override string? MissingBecause => RedisNode.MissingBecause;

    public override async ValueTask StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("hub-redis-cluster-").FullName;
        foreach (var node in _nodes)
        {
            // Each node keeps its view of the cluster in a file; a new folder makes it a new, empty node at the old address.
            await node.StartAsync("--cluster-enabled", "yes", "--cluster-port", $"{GarnetHost.FreePort()}",
                "--dir", Directory.CreateDirectory(Path.Combine(_folder, $"{node.Port}")).FullName);
        }
        using var create = Process.Start(new ProcessStartInfo("redis-cli",
            ["--cluster", "create", .. _nodes.Select(static node => node.Address), "--cluster-replicas", "0", "--cluster-yes"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await create.StandardOutput.ReadToEndAsync();
        await create.WaitForExitAsync();
        create.ExitCode.ShouldBe(0, said);
        await Eventually.TrueAsync(IsWholeAsync);
    }

    public override async ValueTask StopAsync()
    {
        foreach (var node in _nodes)
        {
            await node.StopAsync();
        }
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
            _folder = null;
        }
    }

    /// <summary>Whether each node knows an owner of each slot.</summary>
    private async Task<bool> IsWholeAsync()
    {
        var options = ConfigurationOptions.Parse(ConnectionString);
        options.AllowAdmin = true;
        await using var administrator = await ConnectionMultiplexer.ConnectAsync(options);
        foreach (var server in administrator.GetServers())
        {
            if (!((string?)await server.ExecuteAsync("CLUSTER", "INFO"))!.Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                return false;
            }
        }
        return true;
    }
}
