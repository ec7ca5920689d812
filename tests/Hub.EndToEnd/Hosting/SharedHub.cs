[assembly: AssemblyFixture(typeof(Hub.EndToEnd.Hosting.SharedHub))]

namespace Hub.EndToEnd.Hosting;

/// <summary>One Hub with its sample data for all tests that leave it running; each test makes its own inbox, tickets and agents.</summary>
public sealed class SharedHub : IAsyncLifetime
{
    public HubProcess Process { get; private set; } = null!;

    public HubRest Rest { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Process = await HubProcess.StartAsync();
        Rest = new HubRest(Process);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
