namespace Hub.Core.Queues;

/// <summary>What is said to somebody who lacks a right.</summary>
public static class Refusals
{
    /// <summary>One English sentence.</summary>
    public static string Refusal(this Right right) => right switch
    {
        Right.Read => "You may not read tickets of this queue.",
        Right.Note => "You may not write notes in this queue.",
        Right.Reply => "You may not answer tickets of this queue.",
        Right.Move => "You may not move tickets out of or into this queue.",
        Right.Own => "You may not say who works on tickets of this queue.",
        Right.Create => "You may not make tickets in this queue.",
        Right.Close => "You may not close or reopen tickets of this queue.",
        Right.Manage => "You may not set up this queue.",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "There is no such right."),
    };
}
