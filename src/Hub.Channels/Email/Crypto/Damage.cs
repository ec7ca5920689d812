namespace Hub.Channels.Email.Crypto;

/// <summary>What reading hostile keys and mails may throw. The libraries document few of their exceptions, and damaged packets find
/// them all: any of them means "not readable".</summary>
internal static class Damage
{
    /// <summary>Whether a fault is the data's, not this process's.</summary>
    public static bool Is(Exception fault) => fault is not (OperationCanceledException or OutOfMemoryException or Hub.Core.Storage.StoreUnavailableException);
}
