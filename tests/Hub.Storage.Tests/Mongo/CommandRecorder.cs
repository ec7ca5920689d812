using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace Hub.Storage.Tests.Mongo;

/// <summary>Records what the driver sends, under the name of what is being done, with ids and bytes replaced by words.</summary>
internal sealed partial class CommandRecorder
{
    public const string Background = "In the background: search index, change stream";

    // The driver's own conversation, and the parts of a command that only it fills in.
    private static readonly HashSet<string> Conversation = ["hello", "isMaster", "ping", "endSessions", "getMore", "killCursors", "buildInfo"];
    private static readonly string[] Noise = ["lsid", "$clusterTime", "$db", "txnNumber", "$readPreference"];
    private static readonly JsonWriterSettings Json = new() { OutputMode = JsonOutputMode.RelaxedExtendedJson };
    private readonly ConcurrentQueue<(string Verb, string Command)> _recorded = new();
    private readonly AsyncLocal<string?> _verb = new();
    private readonly TaskCompletionSource _sessionsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is recorded from now on in this flow; what it starts in the background included.</summary>
    public string? Verb
    {
        set => _verb.Value = value;
    }

    /// <summary>The name under which what is recorded goes: no other test's sessions are seen, or ended, by it.</summary>
    public const string ApplicationName = "Hub recorded";

    public void Configure(MongoClientSettings settings)
    {
        settings.ApplicationName = ApplicationName;
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Record);
    }

    /// <summary>Completes with the first <c>killSessions</c>.</summary>
    public Task WhenSessionsEndedAsync(CancellationToken ct) => _sessionsEnded.Task.WaitAsync(ct);

    /// <summary>Drops what was recorded while a store was opened, but for the change stream, which may have been opened by then.</summary>
    public void ForgetOpening()
    {
        for (var left = _recorded.Count; left > 0 && _recorded.TryDequeue(out var recorded); left--)
        {
            if (recorded.Command.Contains("$changeStream", StringComparison.Ordinal))
            {
                _recorded.Enqueue(recorded);
            }
        }
    }

    /// <summary>The different commands of each verb in the order in which they first came; those of the background last, and
    /// sorted, since they come when they may.</summary>
    public string ToMarkdown(string introduction) => introduction + string.Concat(_recorded.GroupBy(static pair => pair.Verb)
        .OrderBy(static verb => verb.Key == Background).Select(ToSection));

    private static string ToSection(IGrouping<string, (string Verb, string Command)> verb)
    {
        var commands = verb.Select(static pair => pair.Command).Distinct();
        return $"\n## {verb.Key}\n```js\n{string.Join('\n', verb.Key == Background ? commands.Order(StringComparer.Ordinal) : commands)}\n```\n";
    }

    private void Record(CommandStartedEvent started)
    {
        if (_verb.Value is { } verb && !Conversation.Contains(started.CommandName))
        {
            var command = new BsonDocument(started.Command.Where(static element => !Noise.Contains(element.Name)));
            _recorded.Enqueue((verb, Plain("", command).ToJson(Json)));
            if (started.CommandName == "killSessions")
            {
                _sessionsEnded.TrySetResult();
            }
        }
    }

    private static BsonValue Plain(string name, BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Where(static element => element.Name != "afterClusterTime")
            .Select(static element => new BsonElement(element.Name, Plain(element.Name, element.Value)))),
        // How many ids go into one command depends on what had been waiting: equal ones stand once.
        BsonArray array => new BsonArray(WithoutRepeats(array.Select(item => Plain(name, item)))),
        BsonString when name == "doc" => "<json>",
        BsonString text => Ids().Replace(text.Value, static id => id.Groups["kind"] is { Success: true } kind ? $"<{kind.Value}>" : "<id>"),
        BsonObjectId => "<oid>",
        BsonDateTime => "<date>",
        BsonBinaryData => "<bytes>",
        _ => value,
    };

    private static IEnumerable<BsonValue> WithoutRepeats(IEnumerable<BsonValue> values)
    {
        BsonValue? last = null;
        foreach (var value in values)
        {
            if (value is not BsonString || value != last)
            {
                yield return value;
            }
            last = value;
        }
    }

    [GeneratedRegex("(?:(?<kind>[a-z]{3})_)?[0-9a-f]{32}")]
    private static partial Regex Ids();
}
