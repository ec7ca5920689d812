using Hub.Agent.Blazor.Texts;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>What stands out about a recipient.</summary>
public enum RecipientMark
{
    None,
    /// <summary>Not an address: the mail cannot be sent.</summary>
    NoAddress,
    /// <summary>An address of Hub itself: the mail cannot be sent.</summary>
    Own,
    /// <summary>Mail to it came back.</summary>
    Undeliverable,
    /// <summary>Takes no part so far.</summary>
    Outside,
}

/// <summary>A sentence about the recipients as they are shown.</summary>
/// <param name="Text">For agents.</param>
/// <param name="IsFault">Whether nothing can be sent before it is put right.</param>
/// <param name="Offer">Somebody who can be added with a click; null for nobody.</param>
public sealed record RecipientHint(string Text, bool IsFault, Mailbox? Offer = null)
{
    /// <summary>What an agent should know before sending, faults first.</summary>
    public static IEnumerable<RecipientHint> Of(ComposerRecipients recipients, ConsoleTexts texts)
    {
        var words = texts.Recipients;
        string Say(string text, params object[] values) => string.Format(texts.Culture, text, values);
        var marked = recipients.Shown.All.ToLookup(recipients.MarkOf);
        foreach (var box in marked[RecipientMark.NoAddress])
        {
            yield return new RecipientHint(Say(words.NoAddress, box.Address), IsFault: true);
        }
        foreach (var box in marked[RecipientMark.Own])
        {
            yield return new RecipientHint(Say(words.Own, box.Address), IsFault: true);
        }
        if (recipients.Shown.To.Count == 0)
        {
            yield return new RecipientHint(words.NeedsTo, IsFault: true);
        }
        if (recipients.Shown.All.Count() is var count and > MailRecipients.Most)
        {
            yield return new RecipientHint(Say(words.TooMany, MailRecipients.Most, count), IsFault: true);
        }
        if (marked[RecipientMark.Undeliverable].ToList() is { Count: > 0 } silent)
        {
            yield return new RecipientHint(Say(words.Undeliverable, Join(silent)), IsFault: false);
        }
        foreach (var box in recipients.LeftOut)
        {
            yield return new RecipientHint(Say(words.LeftOut, box.Address), IsFault: false, box);
        }
        if (recipients.MissingCustomer is { } customer)
        {
            yield return new RecipientHint(Say(words.CustomerMissing, customer.Name ?? customer.Address), IsFault: false, customer);
        }
        if (marked[RecipientMark.Outside].ToList() is { Count: > 0 } outside)
        {
            yield return new RecipientHint(Say(words.Outside, Join(outside)), IsFault: false);
        }
    }

    private static string Join(IEnumerable<Mailbox> boxes) => string.Join(", ", boxes.Select(static box => box.Address));
}
