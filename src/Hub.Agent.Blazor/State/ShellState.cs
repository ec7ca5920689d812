namespace Hub.Agent.Blazor.State;

/// <summary>What of the frame is open: drawer, details, shortcuts.</summary>
public sealed class ShellState : ObservableState
{
    private readonly HashSet<QueueId> _folded = [];

    /// <summary>A shortcut was pressed while no field had the focus.</summary>
    public event Action<string>? KeyPressed;

    /// <summary>On narrow screens the rail is a drawer.</summary>
    public bool IsRailOpen { get; private set; }

    /// <summary>On narrow screens the details take the screen; on wide ones they can be folded away.</summary>
    public bool IsContextOpen { get; private set; }

    public bool IsHelpOpen { get; private set; }

    /// <summary>Whether the queues below one are folded away in the rail.</summary>
    public bool IsFolded(QueueId queue) => _folded.Contains(queue);

    public void ToggleFold(QueueId queue) => Set(() =>
    {
        if (!_folded.Add(queue))
        {
            _folded.Remove(queue);
        }
    });

    public void OpenRail(bool isOpen) => Set(() => IsRailOpen = isOpen);

    public void OpenContext(bool isOpen) => Set(() => IsContextOpen = isOpen);

    public void OpenHelp(bool isOpen) => Set(() => IsHelpOpen = isOpen);

    public void Press(string key)
    {
        if (key == "?")
        {
            OpenHelp(!IsHelpOpen);
            return;
        }
        KeyPressed?.Invoke(key);
    }

    private void Set(Action change)
    {
        change();
        Notify();
    }
}
