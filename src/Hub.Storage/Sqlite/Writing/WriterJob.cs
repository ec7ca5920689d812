namespace Hub.Storage.Sqlite.Writing;

/// <summary>A piece of work for the writer. Jobs that wait together share a transaction and its sync.</summary>
internal abstract class WriterJob
{
    /// <summary>Reads and writes. A job that decides not to write must have written nothing. After a fault in its group it is
    /// run a second time on its own.</summary>
    public abstract void Execute(WriterContext context);

    /// <summary>What it wrote is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it was written.</summary>
    public abstract void Fail(Exception fault);
}

/// <summary>A job somebody waits for.</summary>
internal abstract class WriterJob<TResult> : WriterJob
{
    // The writer must never run what waits for the answer.
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult _result = default!;

    public Task<TResult> Answer => _answer.Task;

    public sealed override void Execute(WriterContext context) => _result = Run(context);

    public sealed override void Complete()
    {
        AfterCommit(_result);
        _answer.TrySetResult(_result);
    }

    public sealed override void Fail(Exception fault) => _answer.TrySetException(fault);

    protected abstract TResult Run(WriterContext context);

    /// <summary>Runs on the writer: short, and never throws.</summary>
    protected virtual void AfterCommit(TResult result)
    {
    }
}

/// <summary>A job made of one function.</summary>
internal sealed class FunctionJob<TResult>(Func<WriterContext, TResult> run, Action<TResult>? afterCommit = null) : WriterJob<TResult>
{
    protected override TResult Run(WriterContext context) => run(context);

    protected override void AfterCommit(TResult result) => afterCommit?.Invoke(result);
}
