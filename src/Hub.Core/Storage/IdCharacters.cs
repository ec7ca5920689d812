using System.Buffers;

namespace Hub.Core.Storage;

internal static class IdCharacters
{
    public static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
