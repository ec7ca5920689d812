using Hub.Core.Inboxes;

namespace Hub.Server.Http.Shapes;

/// <summary>Whether the servers of an inbox let Hub in, and if not, why, for people; then part by part.</summary>
public sealed record InboxTestResponse(bool Works, string? Problem, IReadOnlyList<InboxTestPartResponse> Parts)
{
    public static InboxTestResponse Of(InboxTestReport report) => new(
        report.Works, report.Failure is { } failure ? InboxTestTexts.TextOf(failure, isGerman: false) : null,
        [.. report.Parts.Select(InboxTestPartResponse.Of)]);
}

/// <summary>One part of a test: what was tried, how it ended, and what to do about it.</summary>
public sealed record InboxTestPartResponse(
    TestDirection Direction, TestStep Step, TestResult Result, string Server, TestCause? Cause, string Text, string? Advice)
{
    public static InboxTestPartResponse Of(InboxTestPart part) => new(
        part.Direction, part.Step, part.Result, part.Server, part.Cause, InboxTestTexts.TextOf(part, isGerman: false), InboxTestTexts.AdviceOf(part, isGerman: false));
}
