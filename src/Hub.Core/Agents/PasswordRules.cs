namespace Hub.Core.Agents;

/// <summary>What a password must be: long rather than odd.</summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 8;

    /// <summary>Most characters; hashing longer ones would only cost time.</summary>
    public const int Longest = 256;

    /// <summary>What is wrong with a new password, for people; null when it may be used.</summary>
    public static string? Check(string? password, string email)
    {
        if (password is null || password.Length is < Shortest or > Longest)
        {
            return $"A password has {Shortest} to {Longest} characters.";
        }
        var isWeak = password.Equals(email, StringComparison.OrdinalIgnoreCase) || password.Distinct().Count() < 4;
        return isWeak ? "This password is too easy to guess." : null;
    }
}
