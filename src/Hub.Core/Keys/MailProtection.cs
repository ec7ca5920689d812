namespace Hub.Core.Keys;

/// <summary>When the mail of a queue is signed.</summary>
public enum MailSigning
{
    /// <summary>When its writer wants it, and with every encrypted mail for which there is a key to sign with.</summary>
    WhenAsked,
    /// <summary>Always; without a key to sign with nothing is sent.</summary>
    Always,
}

/// <summary>When the mail of a queue is encrypted. Answers to encrypted mail are, whatever stands here.</summary>
public enum MailEncryption
{
    /// <summary>When the customer encrypted, or its writer wants it.</summary>
    WhenEncrypted,
    /// <summary>Whenever there is a usable key for every recipient.</summary>
    WhenPossible,
}
