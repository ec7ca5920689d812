using Hub.Agent.Blazor.Texts;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>One ticket in a list, two lines.</summary>
public partial class TicketRow : ComponentBase
{
    private (long Version, bool, bool, string?, string?, string, string, object, string) _shown;
    private bool _isChanged;

    [Parameter, EditorRequired]
    public required Ticket Ticket { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    [Parameter, EditorRequired]
    public required string Href { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter]
    public bool IsUnread { get; set; }

    /// <summary>Unsent text, one line, or null.</summary>
    [Parameter]
    public string? Draft { get; set; }

    [Parameter]
    public string? AssigneeName { get; set; }

    /// <summary>Colleagues who have it open.</summary>
    [Parameter]
    public IReadOnlyList<Viewer> Viewers { get; set; } = [];

    /// <summary>What the view shows besides: label and value.</summary>
    [Parameter]
    public IReadOnlyList<(string Label, string Value)> Columns { get; set; } = [];

    /// <summary>Whether the status stands in the row, for lists of tickets in any.</summary>
    [Parameter]
    public bool ShowsState { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    private ChannelKind Channel => Ticket.Conversations.Count > 0
        ? Ticket.Conversations[^1].Channel
        : Ticket.Channels.LastOrDefault(static channel => channel != ChannelKind.Internal, ChannelKind.Internal);

    private bool HasPreview => Ticket.Preview.Length > 0 && Ticket.Preview != Ticket.Subject;

    private string Ago => Texts.Time.Ago(Ticket.LastActivityAt, Now, Zone, Texts.Culture);

    private string At => TimeZoneInfo.ConvertTime(Ticket.LastActivityAt, Zone).ToString("f", Texts.Culture);

    protected override void OnParametersSet()
    {
        (long, bool, bool, string?, string?, string, string, object, string) now =
            (Ticket.Version, IsSelected, IsUnread, Draft, AssigneeName, Ago, Texts.Language + Href, Viewers, string.Join('|', Columns));
        _isChanged = now != _shown;
        _shown = now;
    }

    /// <summary>A list of hundreds renders again with each change; only rows that differ do work.</summary>
    protected override bool ShouldRender() => _isChanged;
}
