using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.State;

/// <summary>The script of a component: its module exports <c>attach</c>, which gets the component last and answers an object with
/// <c>dispose</c>. Used on the component's own thread only.</summary>
/// <remarks>Whoever goes quickly from ticket to ticket ends components whose script is still on its way: it is then not attached.</remarks>
public sealed class ComponentScript<T>(T component) : IAsyncDisposable where T : class
{
    private readonly DotNetObjectReference<T> _component = DotNetObjectReference.Create(component);
    private IJSObjectReference? _attached;
    private bool _isEnded;

    /// <summary>Whether calls reach it.</summary>
    public bool IsAttached => _attached is not null;

    /// <summary>Loads the module and attaches it, unless the component or its page ends meanwhile.</summary>
    public async ValueTask AttachAsync(IJSRuntime script, string file, params object?[] arguments)
    {
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", $"./_content/Hub.Agent.Blazor/{file}");
            if (_isEnded)
            {
                return;
            }
            var attached = await module.InvokeAsync<IJSObjectReference>("attach", [.. arguments, _component]);
            if (_isEnded)
            {
                await DetachAsync(attached);
                return;
            }
            _attached = attached;
        }
        catch (Exception fault) when (IsGone(fault))
        {
            // A page that is gone needs no script.
            return;
        }
    }

    /// <summary>Calls what <c>attach</c> answered; nothing when it is not attached, or no more.</summary>
    public async Task CallAsync(string method, params object?[] arguments)
    {
        if (_attached is not { } attached)
        {
            return;
        }
        try
        {
            await attached.InvokeVoidAsync(method, arguments);
        }
        catch (Exception fault) when (IsGone(fault))
        {
            // What the page held is kept in the browser and on the server.
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isEnded = true;
        if (_attached is { } attached)
        {
            _attached = null;
            await DetachAsync(attached);
        }
        _component.Dispose();
    }

    private static async ValueTask DetachAsync(IJSObjectReference attached)
    {
        try
        {
            await attached.InvokeVoidAsync("dispose");
            await attached.DisposeAsync();
        }
        catch (Exception fault) when (IsGone(fault))
        {
            return;
        }
    }

    private static bool IsGone(Exception fault) => fault is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}
