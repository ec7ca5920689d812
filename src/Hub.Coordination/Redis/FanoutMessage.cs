using System.Text.Json;
using Hub.Core.Live;
using Hub.Core.Storage;
using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>What travels on the feed channel: <c>node kind [json]</c>.</summary>
/// <param name="Node">Who sent it.</param>
/// <param name="Kind">Why.</param>
/// <param name="Event">With <see cref="FanoutKind.Event"/>; null when this node is older and does not know its type.</param>
internal readonly record struct FanoutMessage(string Node, FanoutKind Kind, FeedEvent? Event)
{
    public RedisValue Write() => Event is null
        ? $"{Node} {(char)Kind}"
        : $"{Node} {(char)Kind} {JsonSerializer.Serialize(Event, HubJson.Options)}";

    /// <summary>Null for what no node of ours has written.</summary>
    public static FanoutMessage? Read(string? text)
    {
        var space = text?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        if (text is null || space < 0 || text.Length < space + 2)
        {
            return null;
        }

        var kind = (FanoutKind)text[space + 1];
        return Enum.IsDefined(kind) ? new FanoutMessage(text[..space], kind, kind == FanoutKind.Event ? ReadEvent(text[(space + 2)..]) : null) : null;
    }

    private static FeedEvent? ReadEvent(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FeedEvent>(json, HubJson.Options);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

internal enum FanoutKind
{
    /// <summary>A hint.</summary>
    Event = 'E',
    /// <summary>A node asks itself whether its subscription works.</summary>
    Probe = 'P',
    /// <summary>A node could not send for a while: anything may have been missed from it.</summary>
    Gap = 'G',
}
