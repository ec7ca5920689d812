using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.BlockedSenders;
using Hub.Core.Inbound;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>One item of the tray with all that can be done with it.</summary>
public partial class TrayCard : ComponentBase
{
    private string? _number;
    private SettingAnswer? _answer;

    [Parameter, EditorRequired]
    public required Intake Item { get; set; }

    /// <summary>The item is gone from the tray.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required ReleaseIntake Release { get; set; }

    [Inject]
    public required DeleteIntake Delete { get; set; }

    [Inject]
    public required BlockSender Block { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private string? Reason => Item.Reason is { } reason ? TraySentence.Of(reason, Texts.Language == "de") : null;

    /// <summary>The sender's address and its domain, unless they are our own.</summary>
    private IEnumerable<string> Blockable => BlockedSender.Normalise(Item.From) is { } address && address.LastIndexOf('@') is var at and > 0
        ? new[] { address, BlockedSender.Normalise(address[at..]) }.OfType<string>().Where(sender => !OwnAddresses.Contains(Session.Directory, sender))
        : [];

    private async Task ReleaseAsync(string? number)
    {
        switch (await Release.HandleAsync(Item.Id, number is null ? null : TicketActions.NumberOf(number), Session.Access, Session.Ended))
        {
            case TrayOutcome.Released { Filing.Ticket: { } ticket }:
                Navigation.NavigateTo($"/console/all/{ticket}");
                break;
            case TrayOutcome.NoSuchTicket:
                _answer = new SettingAnswer(false, Texts.Tray.NoTicket);
                break;
            case TrayOutcome.StillHeld held:
                _answer = new SettingAnswer(false, string.Format(Texts.Culture, Texts.Tray.StillHeld, held.Reason));
                break;
            default:
                await OnChanged.InvokeAsync();
                break;
        }
    }

    private async Task BlockAsync(string sender)
    {
        var answer = SettingAnswer.Of(await Block.HandleAsync(sender, Session.Access, Session.Ended), Texts);
        _answer = answer.IsGood ? answer with { Text = string.Format(Texts.Culture, Texts.Tray.IsBlocked, sender) } : answer;
    }

    private async Task DiscardAsync()
    {
        await Delete.HandleAsync(Item.Id, Session.Access, Session.Ended);
        await OnChanged.InvokeAsync();
    }
}
