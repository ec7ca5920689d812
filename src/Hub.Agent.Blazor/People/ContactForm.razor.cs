using System.Text.Json;
using Hub.Agent.Blazor.Settings;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.People;

/// <summary>Writes a contact.</summary>
public partial class ContactForm : ComponentBase
{
    private const int MostSuggested = 8;
    private readonly Dictionary<string, JsonElement> _fields = [];
    private string _name = "";
    private string _organization = "";
    private string _emails = "";
    private string _phones = "";
    private string? _company;
    private string? _language;
    private string? _remark;
    private IReadOnlyList<string> _suggested = [];
    private SettingAnswer? _answer;

    /// <summary>Null makes a new one.</summary>
    [Parameter]
    public Contact? Contact { get; set; }

    [Parameter]
    public EventCallback<Contact> OnSaved { get; set; }

    [Inject]
    public required CreateContact Create { get; set; }

    [Inject]
    public required ChangeContact Change { get; set; }

    [Inject]
    public required FindOrganizations Organizations { get; set; }

    [Inject]
    public required IHubStore Store { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    protected override async Task OnInitializedAsync()
    {
        if (Contact is not { } contact)
        {
            return;
        }
        var draft = ContactDraft.Of(contact);
        (_name, _company, _language, _remark) = (draft.Name, draft.Company, draft.Language, draft.Remark);
        (_emails, _phones) = (string.Join('\n', draft.Emails), string.Join('\n', draft.Phones));
        foreach (var (field, value) in draft.Fields)
        {
            _fields[field] = value;
        }
        _organization = draft.Organization is { } id ? (await Store.FindAsync(id, Session.Ended))?.Name ?? "" : "";
    }

    private async Task SuggestAsync(ChangeEventArgs change)
    {
        var page = await Organizations.HandleAsync(change.Value as string, new PageRequest(MostSuggested), Session.Ended);
        _suggested = [.. page.Items.Select(static organization => organization.Name)];
    }

    private async Task SaveAsync()
    {
        var organization = string.IsNullOrWhiteSpace(_organization) ? null : await Organizations.FindAsync(_organization, Session.Ended);
        if (organization is null && !string.IsNullOrWhiteSpace(_organization))
        {
            _answer = new SettingAnswer(false, Texts.People.NoOrganization);
            return;
        }
        var draft = new ContactDraft
        {
            Name = _name,
            Emails = LinesOf(_emails),
            Phones = LinesOf(_phones),
            Company = TextOf(_company),
            Language = TextOf(_language),
            Remark = TextOf(_remark),
            Organization = organization?.Id,
            Fields = new Dictionary<string, JsonElement>(_fields),
        };
        var outcome = Contact is { } contact
            ? await Change.HandleAsync(contact.Id, _ => draft, Session.Ended)
            : await Create.HandleAsync(draft, Session.Ended);
        _answer = SettingAnswer.Of(outcome, Texts);
        if (outcome is SettingOutcome<Contact>.Done { Value: var saved })
        {
            await OnSaved.InvokeAsync(saved);
        }
    }

    private static string[] LinesOf(string text) =>
        text.Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
