using System.Text;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>Small mails for tests of filing.</summary>
internal static class Mails
{
    public const string Carla = "Carla Kunde <carla@customer.test>";
    public const string Stranger = "Mallory <mallory@elsewhere.test>";

    /// <summary>A plain mail; <paramref name="headers"/> are further header lines.</summary>
    public static string From(string from, string subject = "Broken kettle", string text = "The kettle leaks.", string? id = null, string to = "support@hub.test", params string[] headers)
    {
        var mail = new StringBuilder();
        mail.Append("From: ").AppendLine(from).Append("To: ").AppendLine(to).Append("Subject: ").AppendLine(subject)
            .Append("Date: Mon, 02 Mar 2026 10:00:00 +0100").AppendLine();
        if (id != "")
        {
            mail.Append("Message-ID: <").Append(id ?? $"{Guid.NewGuid():n}@customer.test").AppendLine(">");
        }
        foreach (var header in headers)
        {
            mail.AppendLine(header);
        }
        return mail.AppendLine().AppendLine(text).ToString();
    }

    public static string Answering(
        string from, string references, string text = "Any news?", string subject = "Re: Broken kettle", string? id = null, params string[] headers) =>
        From(from, subject, text, id, headers: [$"In-Reply-To: <{references}>", $"References: <{references}>", .. headers]);
}
