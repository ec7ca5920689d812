using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>Makes or changes an inbox.</summary>
public partial class InboxForm : ComponentBase
{
    private InboxDraft _draft = new() { Channel = ChannelKind.Chat };
    private SettingAnswer? _answer;
    private InboxTestReport? _report;
    private bool _isTesting;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public Inbox? Inbox { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    /// <summary>How the sign-in at the provider ended from which the person comes back; null for none.</summary>
    [Parameter]
    public AgreementOutcome? Agreement { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required CreateInbox Create { get; set; }

    [Inject]
    public required ChangeInbox Change { get; set; }

    [Inject]
    public required DeleteInbox Delete { get; set; }

    [Inject]
    public required TestInbox Test { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private string? Snippet => Inbox is null ? null
        : $"<script async src=\"{new Uri(Navigation.BaseUri).GetLeftPart(UriPartial.Authority)}/widget.js\" data-inbox=\"{Inbox.Id.Value}\"></script>";

    private IEnumerable<(QueueId Id, string Path)> Queues => Session.Directory.Queues.Keys
        .Select(queue => (queue, Session.PathOf(queue)))
        .OrderBy(static entry => entry.Item2, StringComparer.CurrentCultureIgnoreCase);

    protected override void OnInitialized()
    {
        _draft = Inbox is { } inbox
            ? InboxDraft.Of(inbox)
            : _draft with { Queue = Queues.Select(static entry => (QueueId?)entry.Id).FirstOrDefault() };
        _answer = Agreement is { } agreement ? new SettingAnswer(agreement == AgreementOutcome.Agreed, Texts.Access.Agreements[agreement]) : null;
    }

    private void Set(InboxSettings settings) => _draft = _draft with { Settings = settings };

    private void SetQueue(ChangeEventArgs change) =>
        _draft = _draft with { Queue = QueueId.TryParse(change.Value as string, out var queue) ? queue : _draft.Queue };

    private async Task SaveAsync()
    {
        _report = null;
        var outcome = Inbox is { } inbox
            ? await Change.HandleAsync(inbox.Id, _ => _draft, Session.Access, Session.Ended)
            : await Create.HandleAsync(_draft, Session.Access, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<Inbox>.Done { Value: var stored })
        {
            // What was secret is stored, and must not be sent again with the next change.
            _draft = InboxDraft.Of(stored);
            if (Inbox is null)
            {
                await OnDone.InvokeAsync();
            }
        }
    }

    private async Task AgreeAsync()
    {
        await SaveAsync();
        if (_answer is { IsGood: true })
        {
            Navigation.NavigateTo($"/oauth/mail/start?inbox={Inbox!.Id.Value}", forceLoad: true);
        }
    }

    private async Task TestAsync()
    {
        (_isTesting, _report, _answer) = (true, null, null);
        (_report, _answer) = await Test.HandleAsync(Inbox?.Id, _ => _draft, Session.Access, Session.Ended) switch
        {
            InboxTestOutcome.Tested { Report: var report } => (report, new SettingAnswer(report.Works, report.Works ? Texts.Settings.TestGood : Texts.Access.TestBad)),
            InboxTestOutcome.Invalid invalid => ((InboxTestReport?)null, new SettingAnswer(false, invalid.Text)),
            InboxTestOutcome.NotFound => (null, new SettingAnswer(false, Texts.Thread.NotFound)),
            InboxTestOutcome.Forbidden => (null, new SettingAnswer(false, Texts.Shell.Forbidden)),
            var outcome => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
        _isTesting = false;
    }

    private async Task DeleteAsync() =>
        _answer = SettingAnswer.Of(await Delete.HandleAsync(Inbox!.Id, Session.Access, Session.Ended), Texts);
}
