namespace Hub.Coordination.Redis;

/// <summary>What became of a call: a value, or nothing because the server could not be asked.</summary>
internal readonly record struct Answer<T>(bool IsKnown, T Value)
{
    public static Answer<T> Unknown => default;
}
