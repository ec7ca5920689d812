using Hub.Core.Agents;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime.Agents;

/// <summary>A call that was refused as invalid is made again when the directory had fallen behind another node; calls change nothing
/// before they refuse.</summary>
internal sealed class FreshDirectoryFilter(HubDirectory directory) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var known = directory.Current;
        try
        {
            return await next(invocationContext);
        }
        catch (HubException refused) when (HubFault.IsInvalid(refused))
        {
            if (!await directory.CatchUpAsync(known, invocationContext.Context.ConnectionAborted))
            {
                throw;
            }
        }
        return await next(invocationContext);
    }
}
