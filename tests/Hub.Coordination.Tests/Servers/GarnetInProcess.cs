using Hub.Coordination.Embedded;

namespace Hub.Coordination.Tests.Servers;

public sealed class GarnetInProcess : CoordinationServer
{
    private const string Password = "secret";
    private readonly int _port = GarnetHost.FreePort();
    private GarnetHost? _host;

    public override string ConnectionString => $"127.0.0.1:{_port},password={Password}";

    public override ValueTask StartAsync()
    {
        _host = GarnetHost.StartAt(_port, Password);
        return ValueTask.CompletedTask;
    }

    public override ValueTask StopAsync()
    {
        _host?.Dispose();
        _host = null;
        return ValueTask.CompletedTask;
    }
}
