namespace Hub.Server.Operator;

/// <summary>What a verb prints and the exit code it ends with.</summary>
public sealed record OperatorAnswer(int ExitCode, IReadOnlyList<string> Lines)
{
    public static OperatorAnswer Done(params string[] lines) => new(0, lines);

    public static OperatorAnswer Failed(params string[] lines) => new(1, lines);
}
