using Hub.Core.Automation;

namespace Hub.Server.Http.Shapes;

/// <summary>A canned response.</summary>
public sealed record CannedResponseResponse(string Id, string Shortcut, string Title, string Text, long Version, DateTimeOffset CreatedAt)
{
    public static CannedResponseResponse Of(CannedResponse canned) =>
        new(canned.Id.Value, canned.Shortcut, canned.Title, canned.Text, canned.Version, canned.CreatedAt);
}
