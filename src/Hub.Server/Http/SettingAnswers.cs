using Hub.Core.Settings;

namespace Hub.Server.Http;

/// <summary>How outcomes of configuration use cases are answered, in one place.</summary>
public static class SettingAnswers
{
    /// <summary>201 with a Location.</summary>
    public static IResult Created<T>(this SettingOutcome<T> outcome, Func<T, string> location, Func<T, object> shape) =>
        outcome is SettingOutcome<T>.Done done ? Results.Created(location(done.Value), shape(done.Value)) : Refused(outcome);

    /// <summary>200.</summary>
    public static IResult Changed<T>(this SettingOutcome<T> outcome, Func<T, object> shape) =>
        outcome is SettingOutcome<T>.Done done ? Results.Ok(shape(done.Value)) : Refused(outcome);

    /// <summary>204.</summary>
    public static IResult Deleted<T>(this SettingOutcome<T> outcome) =>
        outcome is SettingOutcome<T>.Done ? Results.NoContent() : Refused(outcome);

    private static Problem Refused<T>(SettingOutcome<T> outcome) => outcome switch
    {
        SettingOutcome<T>.NotFound => Problem.NotFound(),
        SettingOutcome<T>.Forbidden => Problem.Forbidden("Only administrators may do that."),
        SettingOutcome<T>.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
        SettingOutcome<T>.Taken taken => new Problem(409, "taken", taken.Text)
            .With("errors", new Dictionary<string, string[]> { [taken.Field] = [taken.Text] }),
        SettingOutcome<T>.InUse inUse => new Problem(409, "in-use", inUse.Text),
        _ => throw new InvalidOperationException($"{outcome} is not a refusal."),
    };
}
