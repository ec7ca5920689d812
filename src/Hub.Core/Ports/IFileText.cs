namespace Hub.Core.Ports;

/// <summary>Reads the words out of files of known kinds.</summary>
public interface IFileText
{
    /// <summary>Whether files of this name and type may have words that can be read.</summary>
    bool CanRead(string name, string mediaType);

    /// <summary>The words, at most <paramref name="most"/> characters; empty for a file that cannot be read: it is somebody else's.</summary>
    /// <param name="content">Read from where it stands; need not seek.</param>
    /// <param name="name">File name; its ending counts where the declared type says nothing.</param>
    /// <param name="mediaType">Declared type.</param>
    /// <param name="most">Longest answer.</param>
    /// <param name="ct">Cancels between pages.</param>
    ValueTask<string> ReadAsync(Stream content, string name, string mediaType, int most, CancellationToken ct);
}
