using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Attachments;
using Hub.Core.Automation;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>Where replies and notes are written. The text belongs to <c>composer.js</c>; this asks for it when it is sent.</summary>
public partial class Composer : StateView<ComposerState>, IAsyncDisposable
{
    private static readonly TimeSpan PendingFor = TimeSpan.FromDays(1);
    private ElementReference _root;
    private readonly ComponentScript<Composer> _script;
    private MessageKind? _wanted;
    private IReadOnlyList<CannedResponse> _canned = [];
    private bool _isCannedOpen;
    private int _uploading;
    private string? _uploadFault;
    private string? _kept;

    public Composer() => _script = new ComponentScript<Composer>(this);

    [Parameter, EditorRequired]
    public required Ticket Ticket { get; set; }

    /// <summary>Asks the agent whether to take the lock over.</summary>
    [Parameter]
    public EventCallback OnTakeOver { get; set; }

    /// <summary>A reply stands in the thread.</summary>
    [Parameter]
    public EventCallback OnSent { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required IHubStore Store { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private bool IsNote => State.Mode == MessageKind.Note;

    [JSInvokable]
    public Task TypedAsync() => State.TypedAsync();

    [JSInvokable]
    public Task<bool> SaveAsync(string mode, string text, int caret, long revision, string? recipients)
    {
        State.Recipients.Restore(recipients);
        return State.SaveAsync(ModeOf(mode), text, caret, revision);
    }

    /// <summary>The browser kept recipients that were chosen before this console was there.</summary>
    [JSInvokable]
    public void Restore(string recipients) => State.Recipients.Restore(recipients);

    /// <summary>The browser kept an address that was being typed.</summary>
    [JSInvokable]
    public Task AddAsync(string field, string typed) => State.Recipients.AddAsync(field, typed);

    [JSInvokable]
    public async Task<bool> SendAsync(string mode, string text, string clientId, long revision, string? then, string? recipients)
    {
        State.Recipients.Restore(recipients);
        var isSent = await State.SendAsync(
            ModeOf(mode), text, clientId, revision, then is null ? null : new ThenStatus(then, then == "pending" ? Session.Now + PendingFor : null));
        if (isSent && ModeOf(mode) == MessageKind.Public)
        {
            // Not awaited: the answer has to reach the script before the ticket may be left.
            _ = InvokeAsync(OnSent.InvokeAsync);
        }
        return isSent;
    }

    [JSInvokable]
    public void Look(string? typed)
    {
        (_isCannedOpen, _canned) = typed is null ? (false, []) : (true, State.FindCanned(typed));
        StateHasChanged();
    }

    [JSInvokable]
    public string? Pick(string shortcut)
    {
        var canned = _canned.FirstOrDefault(found => found.Shortcut == shortcut);
        Look(null);
        return canned is null ? null : State.Fill(canned);
    }

    [JSInvokable]
    public void Uploading(int change)
    {
        _uploading += change;
        _uploadFault = null;
        StateHasChanged();
    }

    [JSInvokable]
    public async Task UploadedAsync(string? id, string? fault)
    {
        _uploading--;
        _uploadFault = fault;
        if (DocId<Attachment>.TryParse(id, out var file) && await Store.FindAsync(file, Session.Ended) is { } found
            && found.Owner == Session.Agent.Id.Value)
        {
            State.AddFile(found.ToReference());
        }
        StateHasChanged();
    }

    /// <summary>Switches the tab and puts the caret into its text.</summary>
    public async Task ChooseAsync(MessageKind mode)
    {
        State.Choose(mode);
        StateHasChanged();
        // The script may still be on its way; it finds the wish when it arrives.
        _wanted = mode;
        await FocusAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        await _script.DisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            await _script.CallAsync("configure", Session.Agent.SendsOnEnter);
            if (_script.IsAttached && State.Recipients.Kept is var kept && kept != _kept)
            {
                _kept = kept;
                await _script.CallAsync("recipients", kept);
            }
            return;
        }
        _kept = State.Recipients.Kept;
        await _script.AttachAsync(Script, "composer.js", _root, new
        {
            key = $"{Session.Agent.Id.Value}.{Ticket.Id.Value}",
            sendsOnEnter = Session.Agent.SendsOnEnter,
            drafts = State.Drafts.ToDictionary(
                static pair => pair.Key == MessageKind.Note ? "note" : "public",
                pair => new { pair.Value.Text, pair.Value.Caret, pair.Value.Revision, Recipients = pair.Key == MessageKind.Public ? _kept : null }),
        });
        await FocusAsync();
    }

    private async Task FocusAsync()
    {
        if (_script.IsAttached && _wanted is { } mode)
        {
            _wanted = null;
            await _script.CallAsync("focus", mode == MessageKind.Note ? "note" : "public");
        }
    }

    private static MessageKind ModeOf(string mode) => mode == "note" ? MessageKind.Note : MessageKind.Public;

    private string RouteOf(ReplyLine line) => line switch
    {
        _ when State.Recipients.Sender is { } sender => $"{sender.Name} <{sender.Address}>",
        { Problem: { } problem } => problem,
        { Inbox: { } inbox } => $"{Texts.Words.Channels[line.Channel]} · {Session.Directory.Inboxes.GetValueOrDefault(inbox)?.Name}",
        _ => Texts.Words.Channels[line.Channel],
    };

    private Task AskTakeOver() => OnTakeOver.InvokeAsync();

    private async Task SendAnywayAsync()
    {
        State.Acknowledge();
        await _script.CallAsync("send", (string?)null);
    }

    private Task SendFromMenuAsync(string? then) => _script.CallAsync("send", then);

    private Task RemoveAsync(AttachmentRef file)
    {
        State.RemoveFile(file);
        return _script.CallAsync("touch");
    }
}
