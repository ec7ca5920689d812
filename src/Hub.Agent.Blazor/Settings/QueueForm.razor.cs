using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Keys;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Makes or changes a queue.</summary>
public partial class QueueForm : ComponentBase
{
    private QueueDraft _draft = new();
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public Queue? Queue { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateQueue Create { get; set; }

    [Inject]
    public required ChangeQueue Change { get; set; }

    [Inject]
    public required DeleteQueue Delete { get; set; }

    [Inject]
    public required PreviewQueueText Preview { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override void OnInitialized() => _draft = Queue is { } queue ? QueueDraft.Of(queue) : _draft;

    /// <summary>What holds where this queue says nothing.</summary>
    private QueueSettings Above => _draft.Parent is { } parent ? Session.Directory.SettingsOf(parent) : QueueSettings.Default;

    /// <summary>A queue that is not made yet has no values to fill in.</summary>
    private Func<QueueTextDraft, SettingOutcome<string>>? PreviewOf =>
        Queue is { } queue ? draft => Preview.Handle(queue.Id, draft, Session.Access) : null;

    private string Inherited(string value) => string.Format(Texts.Culture, Texts.Rights.Inherited, value);

    private void Set(QueueSettings settings) => _draft = _draft with { Settings = settings };

    private void SetPriority(string? chosen) =>
        Set(_draft.Settings with { DefaultPriority = Enum.TryParse<Priority>(chosen, out var priority) ? priority : null });

    private void SetFollowUp(string? chosen) =>
        Set(_draft.Settings with { FollowUp = Enum.TryParse<FollowUpPolicy>(chosen, out var policy) ? policy : null });

    private void SetSigning(string? chosen) =>
        Set(_draft.Settings with { Signing = Enum.TryParse<MailSigning>(chosen, out var signing) ? signing : null });

    private void SetEncryption(string? chosen) =>
        Set(_draft.Settings with { Encryption = Enum.TryParse<MailEncryption>(chosen, out var encryption) ? encryption : null });

    private void SetParent(ChangeEventArgs change) =>
        _draft = _draft with { Parent = QueueId.TryParse(change.Value as string, out var parent) ? parent : null };

    private async Task SaveAsync()
    {
        var outcome = Queue is { } queue
            ? await Change.HandleAsync(queue.Id, _ => _draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(_draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<Queue>.Invalid wrong && NameOfText(wrong.Field) is { } text)
        {
            _answer = _answer with { Text = $"{text}: {_answer.Text}" };
        }
        if (outcome is SettingOutcome<Queue>.Done && Queue is null)
        {
            await OnDone.InvokeAsync();
        }
    }

    /// <summary>Which of the texts a field is, in words; null for every other field.</summary>
    private string? NameOfText(string field) => field.Split('.') switch
    {
        ["settings", "receiptText"] => $"{Texts.Mail.Receipt}, {Texts.Mail.ForAll}",
        ["settings", "receipts", var language] => $"{Texts.Mail.Receipt}, {LanguageTextFields.NameOf(language)}",
        ["settings", "signature"] => $"{Texts.Settings.Signature}, {Texts.Mail.ForAll}",
        ["settings", "signatures", var language] => $"{Texts.Settings.Signature}, {LanguageTextFields.NameOf(language)}",
        _ => null,
    };

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Queue!.Id, Session.Access, Session.Ended), Texts);
}
