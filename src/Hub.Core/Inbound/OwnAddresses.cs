using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>Addresses of our own mailboxes and queues, with and without a plus tag.</summary>
public static class OwnAddresses
{
    /// <summary>Whether an address is one of ours.</summary>
    public static bool Contains(DirectorySnapshot directory, string address)
    {
        var bare = WithoutTag(FieldValue.Fold(address));
        return directory.Inboxes.Values.Any(inbox => inbox.Email is { } email && FieldValue.Fold(email.Address) == bare)
            || QueueOf(directory, address) is not null;
    }

    /// <summary>The queue that has the address for its own, or null.</summary>
    public static Queue? QueueOf(DirectorySnapshot directory, string address)
    {
        var bare = WithoutTag(FieldValue.Fold(address));
        return directory.Tree.TopDown.FirstOrDefault(queue => queue.Address is { } own && FieldValue.Fold(own) == bare);
    }

    /// <summary>What follows the first plus sign of the local part (RFC 5233), or null.</summary>
    public static string? TagOf(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        return plus >= 0 && plus < at - 1 ? address[(plus + 1)..at] : null;
    }

    /// <summary>The address without its plus tag.</summary>
    public static string WithoutTag(string address) =>
        TagOf(address) is { } tag ? address.Replace($"+{tag}@", "@", StringComparison.Ordinal) : address;
}
