using Hub.Core.AutomaticMails;
using Hub.Core.Work;

namespace Hub.Server.Composition;

/// <summary>Every setting of the process, checked. See the settings table of the README.</summary>
public sealed record HubSettings
{
    /// <summary>Where the process listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Absolute path of the data folder.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>MongoDB with the database name in the path; null keeps everything in the data folder.</summary>
    public string? MongoConnectionString { get; init; }

    /// <summary>StackExchange.Redis syntax; null starts Garnet in this process.</summary>
    public string? RedisConnectionString { get; init; }

    /// <summary>Sign-in name of the first administrator.</summary>
    public required string AdminEmail { get; init; }

    /// <summary>Password of the first administrator; null generates one and prints it once.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>A token that acts as the first administrator; null for none.</summary>
    public string? BootstrapToken { get; init; }

    /// <summary>Sample data; null decides by environment and data folder.</summary>
    public bool? Demo { get; init; }

    /// <summary>Origin that links and the widget use; null takes the first listening address.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where the process listens, as configured; a port may be 0.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>How often a node shows the others that it lives.</summary>
    public TimeSpan NodeBeat { get; init; } = WorkShareSettings.UsualBeat;

    /// <summary>How long a node may be silent before its work goes to others.</summary>
    public TimeSpan NodeLapse { get; init; } = WorkShareSettings.UsualLapse;

    /// <summary>How long the process says that it is not ready before it stops.</summary>
    public TimeSpan DrainTime { get; init; }

    /// <summary>Automatic mails a queue may write within a minute; one more pauses them.</summary>
    public int AutomaticMailsPerMinute { get; init; } = new AutomaticMailLimits().PerQueueAndMinute;

    /// <summary>Collector for traces and metrics; null sends nothing.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
