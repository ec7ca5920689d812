using Hub.Bench.Clients;
using Hub.Bench.Processes;

namespace Hub.Bench.Faults;

/// <summary>Visitors and a mail feed write while the server is killed at random instants; then everything is read back.</summary>
public static class FaultRun
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(1800);

    /// <param name="plan">How much and how often.</param>
    /// <param name="program">Path of the built <c>Hub.Server.dll</c>.</param>
    /// <param name="dataFolder">Empty folder for the server's data.</param>
    /// <param name="ct">Ends the run.</param>
    public static async Task<FaultReport> RunAsync(FaultPlan plan, string program, string dataFolder, CancellationToken ct)
    {
        await using var server = new MortalServer(program, dataFolder);
        await server.StartAsync(ct);
        using var api = new ApiClient(server.Address, HubServer.Token);
        var chat = await api.CreateChatInboxAsync(ct);
        var ticket = await api.FrameTicketAsync(chat, ct);
        var mail = new MailFeed(server.Address, await api.CreateInboxAsync("Mail", "email", new { address = "help@hub.example" }, ct));
        var visitors = Enumerable.Range(0, plan.Visitors)
            .Select(place => new PersistentVisitor(server.Address, chat, ticket, $"v{place}")).ToList();

        var writing = Task.WhenAll([.. visitors.Select(visitor => visitor.WriteAsync(plan.MessagesEach, plan.Pause, ct)),
            mail.SendAsync(plan.Mails, plan.Pause / 2, ct)]);
        await KillAsync(server, plan, writing, ct);
        await writing;

        var report = await new FaultReading(api, visitors, mail).ReadAsync(ct);
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        var (exitCode, output) = await server.StopAndCheckAsync(ct);
        return report with
        {
            Kills = server.Kills,
            SlowestReturn = server.SlowestReturn,
            CheckExitCode = exitCode,
            CheckOutput = output,
        };
    }

    private static async Task KillAsync(MortalServer server, FaultPlan plan, Task writing, CancellationToken ct)
    {
        var random = new Random(plan.Seed);
        for (var kill = 0; kill < plan.Kills && !writing.IsCompleted; kill++)
        {
            await Task.Delay(ShortestLife + ((LongestLife - ShortestLife) * random.NextDouble()), ct);
            await server.KillAndReturnAsync(ct);
        }
    }
}
