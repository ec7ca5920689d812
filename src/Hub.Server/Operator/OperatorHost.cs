using Hub.Core.Agents;
using Hub.Server.Composition;
using Hub.Server.Http;
using Hub.Storage;

namespace Hub.Server.Operator;

/// <summary>Does a verb's work: by the running server, else in this process, which then holds the data folder for that long.</summary>
public sealed class OperatorHost(WebApplicationBuilder builder, HubSettings settings)
{
    /// <summary>Runs the work and prints its answer; answers the exit code.</summary>
    public async Task<int> RunAsync(
        Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> askAsync,
        Func<OperatorActions, CancellationToken, Task<OperatorAnswer>> actAsync, CancellationToken ct)
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

    private async Task<OperatorAnswer> ActAsync(Func<OperatorActions, CancellationToken, Task<OperatorAnswer>> actAsync, CancellationToken ct)
    {
        builder.Logging.ClearProviders();
        using var logs = LoggerFactory.Create(static logging => logging.AddConsole().SetMinimumLevel(LogLevel.Error));
        try
        {
            await using var parts = await HubParts.OpenAsync(settings, logs, ct);
            await using var app = HubApplication.Build(builder, settings, parts);
            await app.Services.GetRequiredService<HubDirectory>().RefreshAsync(ct);
            return await actAsync(app.Services.GetRequiredService<OperatorActions>(), ct);
        }
        catch (DataFolderInUseException inUse)
        {
            return OperatorAnswer.Failed(inUse.Message);
        }
    }
}
