using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>One thing that stands in a thread as shown.</summary>
public abstract record ThreadItem
{
    private ThreadItem()
    {
    }

    /// <summary>Stable over renders.</summary>
    public abstract string Key { get; }

    /// <summary>A new day begins.</summary>
    public sealed record Day(DateOnly Date) : ThreadItem
    {
        public override string Key => $"day-{Date:yyyyMMdd}";
    }

    /// <summary>A message or note.</summary>
    /// <param name="Entry">The entry.</param>
    /// <param name="IsFirst">Whether it begins a group of the same author.</param>
    /// <param name="IsLast">Whether it ends one.</param>
    public sealed record Bubble(Message Entry, bool IsFirst, bool IsLast) : ThreadItem
    {
        public override string Key => Entry.Id.Value;
    }

    /// <summary>Changes in a row, folded when there are several.</summary>
    public sealed record Activities(IReadOnlyList<Message> Entries) : ThreadItem
    {
        public override string Key => $"act-{Entries[0].Id.Value}";
    }

    /// <summary>From here on nothing was read yet.</summary>
    public sealed record Fresh : ThreadItem
    {
        public override string Key => "fresh";
    }
}
