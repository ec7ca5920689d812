using Hub.Core.Storage;
using Hub.Core.Ports;

namespace Hub.Core.Attachments;

/// <summary>Files uploaded ahead of the message that carries them.</summary>
public static class UploadedFiles
{
    /// <summary>The files in the order asked for, or null when one is missing or neither the owner's own unsent upload nor
    /// already part of the ticket.</summary>
    public static async ValueTask<IReadOnlyList<Attachment>?> FindAsync(
        IHubStore store, IReadOnlyList<DocId<Attachment>> ids, string owner, TicketId ticket, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }
        var found = (await store.FindManyAsync([.. ids.Distinct()], ct)).ToDictionary(static file => file.Id);
        var mayUse = found.Values.All(file => file.Ticket == ticket || (file.Ticket is null && file.Owner == owner));
        return mayUse && ids.All(found.ContainsKey) ? [.. ids.Distinct().Select(id => found[id])] : null;
    }

    /// <summary>Gives the files to the ticket, in the commit of their message.</summary>
    public static void Bind(ChangeSet changes, IReadOnlyList<Attachment> files, TicketId ticket, bool isInternal)
    {
        foreach (var file in files)
        {
            if (file.Ticket is null)
            {
                changes.Replace(file, file with { Ticket = ticket, IsInternal = isInternal });
            }
            else if (file.IsInternal && !isInternal)
            {
                changes.Replace(file, file with { IsInternal = false });
            }
        }
    }
}
