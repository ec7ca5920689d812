using System.Globalization;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>Who a reply by mail goes to: one line, which opens into the fields. Keys are handled by <c>recipients.js</c>.</summary>
public partial class RecipientLine : StateView<ComposerState>, IAsyncDisposable
{
    private readonly ComponentScript<RecipientLine> _script;
    private ElementReference _root;
    private string? _focus;
    private string? _looking;
    private int _looks;
    private IReadOnlyList<Mailbox> _suggestions = [];
    private string _said = "";

    public RecipientLine() => _script = new ComponentScript<RecipientLine>(this);

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ComposerRecipients Recipients => State.Recipients;

    private RecipientTexts Words => Texts.Recipients;

    private IReadOnlyList<RecipientHint> Hints => [.. RecipientHint.Of(Recipients, Texts)];

    private IReadOnlyList<(string Field, IReadOnlyList<Mailbox> Boxes)> Fields =>
        [("to", Recipients.Shown.To), ("cc", Recipients.Shown.Cc), ("bcc", Recipients.Shown.Bcc)];

    private string Whole => string.Join('\n', Fields.Where(static one => one.Boxes.Count > 0)
        .Select(one => $"{Words.NameOf(one.Field)}: {string.Join(", ", one.Boxes.Select(Typed))}"));

    private string OfferedTo => Recipients.Shown.To.Count == 0 ? "to" : "cc";

    /// <summary>Adds what was typed, pasted or left unfinished in a field.</summary>
    [JSInvokable]
    public async Task AddAsync(string field, string typed)
    {
        Close();
        var added = await Recipients.AddAsync(field, typed);
        _said = string.Format(Texts.Culture, Words.Added, string.Join(", ", added.Select(static box => box.Address)));
        StateHasChanged();
    }

    /// <summary>Takes out the last one of a field.</summary>
    [JSInvokable]
    public void RemoveLast(string field)
    {
        if (Fields.First(one => one.Field == field).Boxes is [.., var last])
        {
            Remove(field, last);
        }
    }

    /// <summary>Takes out one that is to be corrected; answers its text.</summary>
    [JSInvokable]
    public string? TakeBack(string field, string key)
    {
        if (Fields.First(one => one.Field == field).Boxes.FirstOrDefault(box => box.Key == key) is not { } box)
        {
            return null;
        }
        Remove(field, box);
        return Typed(box);
    }

    /// <summary>Looks for who fits what is typed; nothing typed closes the list.</summary>
    [JSInvokable]
    public async Task LookAsync(string field, string typed)
    {
        var turn = ++_looks;
        var found = await Recipients.SuggestAsync(typed);
        if (turn != _looks)
        {
            return;
        }
        (_looking, _suggestions) = (field, found);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        await _script.DisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script.AttachAsync(Script, "recipients.js", _root);
        }
        if (_focus is { } field)
        {
            _focus = null;
            await _script.CallAsync("focus", field);
        }
    }

    private void Toggle()
    {
        Recipients.Toggle();
        _focus = Recipients.IsOpen ? "to" : null;
        Close();
    }

    private Task RemoveAsync(string field, Mailbox box)
    {
        Remove(field, box);
        _focus = field;
        return Task.CompletedTask;
    }

    private void Remove(string field, Mailbox box)
    {
        Recipients.Remove(field, box);
        _said = string.Format(Texts.Culture, Words.Removed, box.Address);
        StateHasChanged();
    }

    private void Close() => (_looks, _looking, _suggestions) = (_looks + 1, null, []);

    private static string Brief(IReadOnlyList<Mailbox> boxes, CultureInfo culture) => boxes is [var only] ? Typed(only) : boxes.Count.ToString(culture);

    private static string Typed(Mailbox box) =>
        box.Name is { } name ? $"{(name.AsSpan().ContainsAny(',', ';') ? $"\"{name}\"" : name)} <{box.Address}>" : box.Address;
}
