using System.Globalization;
using System.Net.Mail;
using Hub.Core.AutomaticMails;
using Hub.Core.Work;
using Hub.Storage.Mongo;
using StackExchange.Redis;

namespace Hub.Server.Composition;

/// <summary>Reads <see cref="HubSettings"/>; for each wrong setting one line that names it, its value and what is accepted.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>The settings, or the problems when there are any.</summary>
    public (HubSettings? Settings, IReadOnlyList<string> Problems) Read()
    {
        var settings = new HubSettings
        {
            DataDirectory = ReadFolder("Hub:DataDirectory", "./data"),
            MongoConnectionString = ReadStorage("Hub:Storage:Provider", "Hub:Storage:ConnectionString"),
            RedisConnectionString = ReadRedis("Hub:Redis:ConnectionString"),
            AdminEmail = ReadAddress("Hub:Admin:Email", "admin@hub.local"),
            AdminPassword = ReadSecret("Hub:Admin:Password", shortest: 8),
            BootstrapToken = ReadSecret("Hub:Api:BootstrapToken", shortest: 16),
            Demo = ReadFlag("Hub:Demo"),
            PublicUrl = ReadUrl("Hub:PublicUrl"),
            Addresses = ReadAddresses(),
            NodeBeat = ReadSeconds("Hub:Nodes:BeatSeconds", WorkShareSettings.UsualBeat),
            NodeLapse = ReadSeconds("Hub:Nodes:LapseSeconds", WorkShareSettings.UsualLapse),
            DrainTime = ReadSeconds("Hub:Nodes:DrainSeconds", Text("Hub:Redis:ConnectionString") is null ? TimeSpan.Zero : TimeSpan.FromSeconds(5)),
            AutomaticMailsPerMinute = ReadCount("Hub:AutomaticMail:PerQueueAndMinute", new AutomaticMailLimits().PerQueueAndMinute),
            OtlpEndpoint = ReadUrl("OTEL_EXPORTER_OTLP_ENDPOINT"),
        };
        if (settings.NodeLapse < 3 * settings.NodeBeat)
        {
            Refuse("Hub:Nodes:LapseSeconds", $"{settings.NodeLapse.TotalSeconds}", "at least three times Hub__Nodes__BeatSeconds");
        }
        return _problems.Count == 0 ? (settings, _problems) : (null, _problems);
    }

    private string? Text(string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private string? ReadStorage(string providerKey, string connectionKey)
    {
        var provider = Text(providerKey) ?? "Sqlite";
        if (provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        if (!provider.Equals("MongoDb", StringComparison.OrdinalIgnoreCase))
        {
            Refuse(providerKey, provider, "Sqlite or MongoDb");
            return null;
        }
        const string Accepted = "a MongoDB connection string with the database in its path, for example mongodb://mongo.example/hub?replicaSet=rs0";
        var text = Text(connectionKey);
        if (text is null)
        {
            Refuse(connectionKey, "", Accepted);
        }
        else if (MongoOptions.ProblemOf(text) is { } problem)
        {
            Refuse(connectionKey, $"(hidden: {problem})", Accepted);
        }
        return text;
    }

    private string ReadFolder(string key, string otherwise)
    {
        var text = Text(key) ?? otherwise;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Refuse(key, text, "a folder that may be made and written");
            return text;
        }
        var path = Path.GetFullPath(text);
        if (File.Exists(path))
        {
            Refuse(key, text, "a folder; this is a file");
        }
        return path;
    }

    private string? ReadRedis(string key)
    {
        var text = Text(key);
        if (text is null)
        {
            return null;
        }
        try
        {
            if (ConfigurationOptions.Parse(text).EndPoints.Count == 0)
            {
                Refuse(key, "(hidden)", "StackExchange.Redis syntax, for example redis.example:6379,password=…");
            }
        }
        catch (ArgumentException)
        {
            Refuse(key, "(hidden)", "StackExchange.Redis syntax, for example redis.example:6379,password=…");
        }
        return text;
    }

    private string ReadAddress(string key, string otherwise)
    {
        var text = Text(key) ?? otherwise;
        if (!MailAddress.TryCreate(text, out _))
        {
            Refuse(key, text, "an e-mail address");
        }
        return text;
    }

    private string? ReadSecret(string key, int shortest)
    {
        var text = Text(key);
        if (text is { } && text.Length < shortest)
        {
            Refuse(key, $"({text.Length} characters)", $"at least {shortest} characters");
        }
        return text;
    }

    private bool? ReadFlag(string key)
    {
        var text = Text(key);
        if (text is not null && !bool.TryParse(text, out _))
        {
            Refuse(key, text, "true or false");
            return null;
        }
        return text is null ? null : bool.Parse(text);
    }

    private TimeSpan ReadSeconds(string key, TimeSpan otherwise)
    {
        var text = Text(key);
        if (text is null)
        {
            return otherwise;
        }
        if (!double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= 3600))
        {
            Refuse(key, text, "seconds, 0 to 3600");
            return otherwise;
        }
        return TimeSpan.FromSeconds(seconds);
    }

    private int ReadCount(string key, int otherwise)
    {
        var text = Text(key);
        if (text is null)
        {
            return otherwise;
        }
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var count) || count is not (>= 1 and <= 100_000))
        {
            Refuse(key, text, "a whole number, 1 to 100000");
            return otherwise;
        }
        return count;
    }

    private Uri? ReadUrl(string key)
    {
        var text = Text(key);
        if (text is null)
        {
            return null;
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            Refuse(key, text, "an http or https address, for example https://hub.example");
            return null;
        }
        return url;
    }

    private List<Uri> ReadAddresses()
    {
        var addresses = new List<Uri>();
        foreach (var text in (Text(WebHostDefaults.ServerUrlsKey) ?? HubSettings.DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Kestrel takes '*' and '+' for every address of the machine.
            var readable = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
            if (Uri.TryCreate(readable, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                addresses.Add(url!);
            }
            else
            {
                _problems.Add($"ASPNETCORE_URLS is '{text}'; accepted: http or https addresses separated by ';', for example {HubSettings.DefaultUrl}.");
            }
        }
        return addresses;
    }

    private void Refuse(string key, string value, string accepted) =>
        _problems.Add($"{key.Replace(":", "__", StringComparison.Ordinal)} is '{value}'; accepted: {accepted}.");
}
