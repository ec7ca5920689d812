using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.State;

/// <summary>The console's small scripts: each module exports <c>attach</c>, which answers an object with <c>dispose</c>.</summary>
public static class ScriptModule
{
    /// <summary>Loads a module and attaches it; null when the page is gone meanwhile.</summary>
    public static async ValueTask<IJSObjectReference?> StartAsync(this IJSRuntime script, string file, params object?[] arguments)
    {
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", $"./_content/Hub.Agent.Blazor/{file}");
            return await module.InvokeAsync<IJSObjectReference>("attach", arguments);
        }
        catch (Exception fault) when (fault is JSDisconnectedException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Detaches; a page that is gone needs no detaching.</summary>
    public static async ValueTask EndAsync(this IJSObjectReference? attached)
    {
        if (attached is null)
        {
            return;
        }
        try
        {
            await attached.InvokeVoidAsync("dispose");
            await attached.DisposeAsync();
        }
        catch (Exception fault) when (fault is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }
}
