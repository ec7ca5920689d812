using System.Collections.Concurrent;
using Hub.Core.Inbound;
using Microsoft.Extensions.Logging;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>Keeps the faults that the filing caught: each is a bug, even where the mail was held.</summary>
internal sealed class FaultLog : ILogger<FileIntake>
{
    public ConcurrentQueue<Exception> Faults { get; } = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
        {
            Faults.Enqueue(exception);
        }
    }
}
