using Hub.Agent.Blazor.Files;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>The body of a mail: text with folded quotes, or formatted in a sandboxed frame.</summary>
public partial class MailBody : ComponentBase
{
    private bool _isWhole;
    private bool _isFormatted;
    private bool _showsImages;
    private MailDocument? _document;
    private MessageId _decidedFor;

    [Parameter, EditorRequired]
    public required Message Entry { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    [Inject]
    public required SignedAddresses Addresses { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private bool HasQuote => Entry.VisibleText is { } visible && visible.Length < Entry.Text.Length;

    /// <summary>The frame cannot tell its height (it may run no script), so it is guessed from the text and can be dragged.</summary>
    private int Height => Math.Clamp(120 + (Entry.Text.Length / 70 + Entry.Text.AsSpan().Count('\n')) * 22 + _document!.RemoteImages * 60, 200, 560);

    protected override void OnParametersSet()
    {
        if (_decidedFor == Entry.Id)
        {
            return;
        }
        _decidedFor = Entry.Id;
        // A mail that says next to nothing as text was made to be seen.
        _isFormatted = Entry.Html is not null && string.IsNullOrWhiteSpace(Entry.VisibleText ?? Entry.Text);
        Build();
    }

    private void ToggleFormat()
    {
        _isFormatted = !_isFormatted;
        Build();
    }

    private void ShowImages()
    {
        _showsImages = true;
        Build();
    }

    private void Build() => _document = _isFormatted
        ? MailDocument.Of(Entry, new FrameAddresses(
            new Uri(Navigation.BaseUri).GetLeftPart(UriPartial.Authority),
            file => Addresses.Of(file, Session.Access.Agent),
            _showsImages ? number => Addresses.OfRemote(Entry.Id, number, Session.Agent) : null), Texts.Mail)
        : null;
}
