using Hub.Core.Storage;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime;

/// <summary>Refusals of both hubs: <c>code: text</c>.</summary>
internal static class HubFault
{
    public static HubException Of(string code, string text) => new($"{code}: {text}");

    public static HubException Invalid(string text) => Of("invalid", text);

    public static bool IsInvalid(HubException fault) => fault.Message.StartsWith("invalid: ", StringComparison.Ordinal);

    public static HubException RateLimited(TimeSpan wait) =>
        Of("rate-limited", $"Too much at once; retry after {Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}");
}

/// <summary>Tells clients which faults pass by themselves.</summary>
internal sealed class HubFaultFilter : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (StoreUnavailableException fault)
        {
            throw new HubException("unavailable: Hub cannot store anything right now; try again.", fault);
        }
    }
}
