namespace Hub.Core.Inboxes;

/// <summary>A kind of transport.</summary>
public enum ChannelKind
{
    /// <summary>Chat widget.</summary>
    Chat,
    /// <summary>E-mail.</summary>
    Email,
    /// <summary>Text message.</summary>
    Sms,
    /// <summary>WhatsApp.</summary>
    Whatsapp,
    /// <summary>Telephone through a provider.</summary>
    Voice,
    /// <summary>Bot connector.</summary>
    Bot,
    /// <summary>Form on a site.</summary>
    Webform,
    /// <summary>Own integration.</summary>
    Api,
    /// <summary>A call that was only logged.</summary>
    Phone,
    /// <summary>A letter that was only logged.</summary>
    Letter,
    /// <summary>A visit that was only logged.</summary>
    Visit,
    /// <summary>Written in Hub itself (notes, activities).</summary>
    Internal,
}
