namespace Hub.Agent.Blazor.State;

/// <summary>State that screens show: it says when they should look again. Handlers may be called from any thread.</summary>
public abstract class ObservableState
{
    /// <summary>Something shown changed.</summary>
    public event Action? Changed;

    /// <summary>Whether any screen still looks; for tests of disposal.</summary>
    internal bool IsWatched => Changed is not null;

    protected void Notify() => Changed?.Invoke();
}
