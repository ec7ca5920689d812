using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Screenshots;

/// <summary>The Hub whose screens are walked through: the shared one, or one of its own when pictures are wanted, so that nothing of
/// another test is in them.</summary>
public sealed class PictureHub : IAsyncDisposable
{
    private readonly bool _isOwn;

    private PictureHub(HubProcess process, bool isOwn) => (Process, _isOwn) = (process, isOwn);

    public HubProcess Process { get; }

    public static async Task<PictureHub> OpenAsync(SharedHub shared) => Screens.Folder is null
        ? new PictureHub(shared.Process, isOwn: false)
        : new PictureHub(await HubProcess.StartAsync(), isOwn: true);

    public ValueTask DisposeAsync() => _isOwn ? Process.DisposeAsync() : ValueTask.CompletedTask;
}
