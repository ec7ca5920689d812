namespace Hub.Server.Http;

/// <summary>Something in a request has a value it cannot have.</summary>
public sealed class InvalidRequestException(string field, string text) : Exception(text)
{
    public string Field { get; } = field;
}
