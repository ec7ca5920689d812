namespace Hub.Storage.Mongo.Connections;

/// <summary>Every call of a port goes through here, so that no driver exception leaves the project.</summary>
internal static class MongoCalls
{
    public static async ValueTask<TResult> RunAsync<TResult>(Func<Task<TResult>> callAsync)
    {
        try
        {
            return await callAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (MongoFaults.IsDriver(fault))
        {
            throw MongoFaults.ToException(fault);
        }
    }
}
