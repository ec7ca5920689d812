namespace Hub.Core.Ports;

/// <summary>Hashes passwords; slow on purpose.</summary>
public interface IPasswords
{
    /// <summary>A salted hash.</summary>
    string Hash(string password);

    /// <summary>Compares; a null hash (unknown or uninvited person) takes as long and is wrong.</summary>
    PasswordVerdict Verify(string? hash, string password);
}

/// <summary>Answer to a comparison.</summary>
public enum PasswordVerdict
{
    /// <summary>Not the password.</summary>
    Wrong,
    /// <summary>The password.</summary>
    Right,
    /// <summary>The password, hashed by an older method: hash it anew.</summary>
    RightButOld,
}
