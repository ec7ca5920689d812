using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.State;

/// <summary>A component that renders again when its state says so, and lets go of it when it is gone.</summary>
public abstract class StateView<TState> : ComponentBase, IDisposable where TState : ObservableState
{
    private TState? _watched;

    [Parameter, EditorRequired]
    public required TState State { get; set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_watched, State))
        {
            return;
        }
        if (_watched is not null)
        {
            _watched.Changed -= Refresh;
        }
        _watched = State;
        _watched.Changed += Refresh;
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_watched is not null)
        {
            _watched.Changed -= Refresh;
            _watched = null;
        }
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);
}
