using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Settings;

namespace Hub.Core.Queues;

/// <summary>A text to look at before it is kept.</summary>
/// <param name="Text">The template.</param>
/// <param name="Language">Its language; null when it is for all.</param>
public sealed record QueueTextDraft(string Text, string? Language = null);

/// <summary>Shows a text of a queue as a customer would get it, with the queue's own values and a made-up ticket.</summary>
public sealed class PreviewQueueText(QueueTexts texts, HubDirectory directory, TimeProvider clock)
{
    private const string SampleNumber = "123456";

    /// <summary>For administrators and those who manage the queue. Nothing is stored.</summary>
    /// <returns>The filled text; <c>Invalid</c> with line and column when it is no good template.</returns>
    public SettingOutcome<string> Handle(QueueId id, QueueTextDraft draft, AgentAccess by)
    {
        var names = directory.Current;
        if (!by.CanSee(id) || !names.Queues.ContainsKey(id))
        {
            return new SettingOutcome<string>.NotFound();
        }
        if (!by.IsAdministrator && !by.May(Right.Manage, id))
        {
            return new SettingOutcome<string>.Forbidden();
        }
        if (draft.Text is not { Length: <= QueueSettings.LongestText })
        {
            return new SettingOutcome<string>.Invalid("text", $"A text of at most {QueueSettings.LongestText} characters is needed.");
        }
        if (texts.Check(draft.Text) is { } problem)
        {
            return new SettingOutcome<string>.Invalid("text", problem.ToString());
        }
        var inbox = names.Inboxes.Values.Where(static one => one.Channel == ChannelKind.Email)
            .OrderByDescending(one => one.Queue == id).ThenBy(static one => one.CreatedAt).FirstOrDefault();
        var occasion = new TextOccasion(names, id, inbox, SampleNumber, draft.Language, clock.GetUtcNow()) { AgentName = by.Name };
        return new SettingOutcome<string>.Done(texts.Fill(draft.Text, draft.Language, occasion));
    }
}
