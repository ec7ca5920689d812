using Hub.Core.Agents;
using Hub.Core.Storage;
using Hub.Server.Accounts.Keys;
using Hub.Server.Composition;
using Hub.Server.Http;
using Hub.Server.Start;
using Hub.Storage;

namespace Hub.Server.Operator;

/// <summary>Does a verb's work: by the running server, else in this process, which then holds the data folder for that long.</summary>
public sealed class OperatorHost(WebApplicationBuilder builder, HubSettings settings)
{
    /// <summary>Runs the work and prints its answer; answers the exit code.</summary>
    public Task<int> RunAsync(
        Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> askAsync,
        Func<OperatorActions, CancellationToken, Task<OperatorAnswer>> actAsync, CancellationToken ct) =>
        RunAsync<OperatorActions>(askAsync, actAsync, ct);

    /// <summary>Runs work of other actions.</summary>
    public async Task<int> RunAsync<TActions>(
        Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> askAsync,
        Func<TActions, CancellationToken, Task<OperatorAnswer>> actAsync, CancellationToken ct) where TActions : notnull
    {
        using var server = await OperatorSocket.FindAsync(settings.DataDirectory, ct);
        return await PrintAsync(server is null ? await ActAsync(actAsync, ct) : await AskAsync(server, askAsync, ct));
    }

    /// <summary>Prints an answer.</summary>
    public static async Task<int> PrintAsync(OperatorAnswer answer)
    {
        var to = answer.ExitCode == 0 ? Console.Out : Console.Error;
        foreach (var line in answer.Lines)
        {
            await to.WriteLineAsync(line);
        }
        return answer.ExitCode;
    }

    private static async Task<OperatorAnswer> AskAsync(
        HttpClient server, Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> askAsync, CancellationToken ct)
    {
        using var response = await askAsync(server, ct);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<OperatorAnswer>(HttpJson.Options, ct))!
            : OperatorAnswer.Failed(await response.Content.ReadAsStringAsync(ct));
    }

    private async Task<OperatorAnswer> ActAsync<TActions>(Func<TActions, CancellationToken, Task<OperatorAnswer>> actAsync, CancellationToken ct)
        where TActions : notnull
    {
        builder.Logging.ClearProviders();
        using var logs = LoggerFactory.Create(static logging => logging.AddConsole().SetMinimumLevel(LogLevel.Error));
        try
        {
            await using var parts = await HubParts.OpenAsync(settings, logs, ct);
            if (typeof(TActions) != typeof(MovingActions) && await UnfinishedImport.FindAsync(parts.Store, ct) is { } unfinished)
            {
                return OperatorAnswer.Failed(unfinished);
            }
            await using var app = HubApplication.Build(builder, settings, parts);
            await app.Services.GetRequiredService<KeyRing>().PrepareAsync(ct);
            await app.Services.GetRequiredService<HubDirectory>().RefreshAsync(ct);
            return await actAsync(app.Services.GetRequiredService<TActions>(), ct);
        }
        catch (DataFolderInUseException inUse)
        {
            return OperatorAnswer.Failed(inUse.Message);
        }
        catch (StoreUnavailableException away)
        {
            return OperatorAnswer.Failed(away.Message);
        }
    }
}
