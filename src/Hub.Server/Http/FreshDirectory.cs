using Hub.Core.Agents;

namespace Hub.Server.Http;

/// <summary>Refuses nothing that another node has made possible: before an answer with the status goes out, the directory is brought
/// up to date, and if it had fallen behind, the request is handled again. For endpoints that change nothing before they refuse and
/// read no body from the stream.</summary>
/// <param name="status">400 for a body that names something unknown, 404 for an address that does.</param>
internal sealed class FreshDirectory(int status) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var directory = http.RequestServices.GetRequiredService<HubDirectory>();
        var known = directory.Current;
        try
        {
            var answer = await next(context);
            if ((answer as Problem)?.Status != status || !await directory.CatchUpAsync(known, http.RequestAborted))
            {
                return answer;
            }
        }
        catch (InvalidRequestException) when (status == StatusCodes.Status400BadRequest)
        {
            if (!await directory.CatchUpAsync(known, http.RequestAborted))
            {
                throw;
            }
        }
        return await next(context);
    }
}
