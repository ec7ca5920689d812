using Microsoft.Extensions.Logging;

namespace Hub.Core.Work;

public sealed partial class WorkShare
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Work {Work} is this node's, fence {Fence}")]
    private partial void LogTaken(string work, long fence);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "Work {Work} ended here")]
    private partial void LogEnded(string work);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "Work {Work} was taken by another node while it was done here")]
    private partial void LogLost(string work, Exception lost);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Error, Message = "Work {Work} failed and is begun anew")]
    private partial void LogFailed(string work, Exception fault);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "The store did not take or answer this node's beat")]
    private partial void LogMissed(Exception fault);

    [LoggerMessage(EventId = 2106, Level = LogLevel.Information, Message = "{Count} nodes live")]
    private partial void LogNodes(int count);
}
