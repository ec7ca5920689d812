using Hub.Agent.Blazor.Shapes;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Contacts;
using Hub.Core.Keys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Hub.Agent.Blazor.Settings;

/// <summary>The keys of a queue or of a contact: shown, added, confirmed, removed.</summary>
public partial class KeyList : ComponentBase
{
    private IReadOnlyList<MailKey> _keys = [];
    private byte[]? _file;
    private string? _password;
    private SettingAnswer? _answer;
    private int _round;
    private Task _reading = Task.CompletedTask;
    private (string?, long)? _shown;

    /// <summary>Whose private keys these are; null for a contact's.</summary>
    [Parameter]
    public QueueId? Queue { get; set; }

    /// <summary>Whose public keys these are; null for a queue's.</summary>
    [Parameter]
    public Contact? Contact { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required KeyRings Rings { get; set; }

    [Inject]
    public required AddKeys Adding { get; set; }

    [Inject]
    public required ChangeKey Change { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Queue?.Value ?? Contact?.Id.Value, Contact?.Version ?? 0);
        if (_shown != wanted)
        {
            _shown = wanted;
            await LoadAsync();
        }
    }

    private async Task LoadAsync() =>
        _keys = await Rings.OfOwnersAsync(Queue is { } queue ? [queue.Value] : KeyRings.OwnersOf(Contact!), Session.Ended);

    private Task ChooseAsync(InputFileChangeEventArgs change) => _reading = ReadAsync(change);

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (_file, _answer) = (null, null);
        if (change.FileCount != 1)
        {
            return;
        }
        if (change.File.Size > AddKeys.LargestFile)
        {
            _answer = new SettingAnswer(false, string.Format(Texts.Culture, Texts.Keys.TooLarge, FileSize.Of(AddKeys.LargestFile, Texts.Culture)));
            return;
        }
        using var content = new MemoryStream();
        await using var source = change.File.OpenReadStream(AddKeys.LargestFile, Session.Ended);
        await source.CopyToAsync(content, Session.Ended);
        _file = content.ToArray();
    }

    private async Task AddAsync()
    {
        // Pressed while the file is still on its way: the button stays, or a press that began before is lost.
        await _reading;
        if (_file is not { } file)
        {
            return;
        }
        var upload = new KeyUpload(file, string.IsNullOrEmpty(_password) ? null : _password);
        var outcome = Queue is { } queue
            ? await Adding.ToQueueAsync(queue, upload, Session.Access, Session.Ended)
            : await Adding.ToContactAsync(Contact!.Id, upload, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        _password = null;
        if (_answer.IsGood)
        {
            // A new field: a browser keeps the name of the chosen file in the old one.
            (_file, _round) = (null, _round + 1);
        }
        await LoadAsync();
    }

    private async Task TrustAsync(MailKey key)
    {
        _answer = SettingAnswer.Of(await Change.TrustAsync(key.Id, key.Owner, !key.IsTrusted, Session.Access, Session.Ended), Texts);
        await LoadAsync();
    }

    private async Task RemoveAsync(MailKey key)
    {
        _answer = SettingAnswer.Of(await Change.RemoveAsync(key.Id, key.Owner, Session.Access, Session.Ended), Texts);
        await LoadAsync();
    }

    private string? ProblemOf(MailKey key) => key.Facts.IsRevoked ? Texts.Keys.Revoked : key.Facts.IsUsableAt(Session.Now) ? null : Texts.Keys.Expired;

    private string AboutOf(MailKey key) => string.Join(" · ", new[]
    {
        key.Facts.Standard == CryptoStandard.OpenPgp ? "OpenPGP" : "S/MIME",
        key.Facts.ExpiresAt is { } end ? $"{Texts.Keys.Expires} {end.ToString("d", Texts.Culture)}" : Texts.Keys.Never,
        Texts.Keys.Sources[key.Source],
        key.AddedBy,
        Queue is not null ? null : key.IsTrusted ? Texts.Keys.Confirmed : Texts.Keys.Unconfirmed,
    }.OfType<string>());
}
