namespace Hub.Coordination;

/// <summary>Where presence, lock renewals, hints and rate counts live.</summary>
/// <param name="ConnectionString">StackExchange.Redis syntax; null or empty starts Garnet in this process.</param>
/// <param name="KeyPrefix">Stands in front of every key and channel, so that several installations may share a server.</param>
public sealed record CoordinationSettings(string? ConnectionString = null, string KeyPrefix = "hub:")
{
    public bool IsEmbedded => string.IsNullOrWhiteSpace(ConnectionString);
}
