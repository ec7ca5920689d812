using System.Runtime.CompilerServices;
using Hub.Core.Attachments;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Checks;

/// <summary>Every blob and attachment that something names is there, in the size it says.</summary>
internal sealed class BlobCheck(IStoreInspection inspection, IBlobStore blobs)
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var document in inspection.ReadAllAsync(Attachment.Kind, ct).ConfigureAwait(false))
        {
            var attachment = (Attachment)document;
            if (await CheckAsync($"attachment {attachment.Id}", attachment.Blob, attachment.Size, ct).ConfigureAwait(false) is { } finding)
            {
                yield return finding;
            }
        }
        await foreach (var document in inspection.ReadAllAsync(Intake.Kind, ct).ConfigureAwait(false))
        {
            var intake = (Intake)document;
            if (await CheckAsync($"intake {intake.Id}", intake.RawBlob, intake.Size, ct).ConfigureAwait(false) is { } finding)
            {
                yield return finding;
            }
        }
        await foreach (var document in inspection.ReadAllAsync(Message.Kind, ct).ConfigureAwait(false))
        {
            var message = (Message)document;
            if (message.RawBlob is { } raw && await CheckAsync($"message {message.Id}", raw, null, ct).ConfigureAwait(false) is { } finding)
            {
                yield return finding;
            }
            foreach (var file in message.Attachments)
            {
                if (await inspection.FindAsync(file.Id.ToRef(), ct).ConfigureAwait(false) is null)
                {
                    yield return new Finding("blob", $"message {message.Id}", $"carries attachment {file.Id}, which does not exist");
                }
            }
        }
    }

    private async Task<Finding?> CheckAsync(string subject, string blob, long? size, CancellationToken ct)
    {
        try
        {
            var stream = await blobs.OpenAsync(blob, ct).ConfigureAwait(false);
            if (stream is null)
            {
                return new Finding("blob", subject, $"names blob {blob}, which does not exist");
            }
            await using (stream.ConfigureAwait(false))
            {
                return size is null || stream.Length == size
                    ? null
                    : new Finding("blob", subject, $"says {size} bytes, blob {blob} has {stream.Length}");
            }
        }
        catch (StoreCorruptException fault)
        {
            return new Finding("blob", subject, fault.Message);
        }
    }
}
