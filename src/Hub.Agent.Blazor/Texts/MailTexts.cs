namespace Hub.Agent.Blazor.Texts;

/// <summary>What queues write by mail, and what is said about a shown mail.</summary>
public sealed record MailTexts
{
    public required string TeamName { get; init; }
    public required string Receipt { get; init; }
    public required string ForAll { get; init; }
    public required string AddLanguage { get; init; }
    /// <summary>{0} = language.</summary>
    public required string RemoveLanguage { get; init; }
    public required string Preview { get; init; }
    public required string PreviewOf { get; init; }
    public required string Placeholders { get; init; }
    /// <summary>{0} = host; beside a link whose words name another one.</summary>
    public required string LinkTarget { get; init; }
    public required string ImageHidden { get; init; }

    public static MailTexts English { get; } = new()
    {
        TeamName = "Name of the team in e-mails",
        Receipt = "Receipt",
        ForAll = "All other languages",
        AddLanguage = "Add a language",
        RemoveLanguage = "Remove {0}",
        Preview = "Preview",
        PreviewOf = "As a customer gets it",
        Placeholders = "Filled in: {0}. Conditions: {{% if is_open %}} … {{% else %}} … {{% endif %}}",
        LinkTarget = "leads to {0}",
        ImageHidden = "image not shown",
    };

    public static MailTexts German { get; } = new()
    {
        TeamName = "Name des Teams in E-Mails",
        Receipt = "Eingangsbestätigung",
        ForAll = "Alle anderen Sprachen",
        AddLanguage = "Sprache hinzufügen",
        RemoveLanguage = "{0} entfernen",
        Preview = "Vorschau",
        PreviewOf = "So erhält es der Kunde",
        Placeholders = "Wird ausgefüllt: {0}. Bedingungen: {{% if is_open %}} … {{% else %}} … {{% endif %}}",
        LinkTarget = "führt zu {0}",
        ImageHidden = "Bild nicht angezeigt",
    };
}
