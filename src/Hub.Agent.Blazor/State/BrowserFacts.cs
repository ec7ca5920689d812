namespace Hub.Agent.Blazor.State;

/// <summary>What the browser says about itself when the console starts.</summary>
/// <param name="TimeZone">IANA name; empty when unknown.</param>
/// <param name="Theme"><c>system</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="IsDark">What that comes to now.</param>
/// <param name="HasSound">Whether new messages make a sound.</param>
/// <param name="IsContextHidden">Whether the details are folded away.</param>
public sealed record BrowserFacts(string TimeZone, string Theme, bool IsDark, bool HasSound, bool IsContextHidden)
{
    /// <summary>Before the browser has spoken.</summary>
    public static BrowserFacts Unknown { get; } = new("", "system", false, false, false);

    /// <summary>The zone by which instants are shown; UTC when the server does not know it.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
