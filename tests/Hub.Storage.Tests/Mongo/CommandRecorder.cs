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

    /// <summary>What is recorded from now on in this flow; what it starts in the background included.</summary>
    public string? Verb
    {
        set => _verb.Value = value;
    }

    public void Configure(MongoClientSettings settings) =>
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Record);

    /// <summary>Drops what was recorded so far.</summary>
    public void Forget() => _recorded.Clear();

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
        }
    }

    private static BsonValue Plain(string name, BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Where(static element => element.Name != "afterClusterTime")
            .Select(static element => new BsonElement(element.Name, Plain(element.Name, element.Value)))),
        BsonArray array => new BsonArray(array.Select(item => Plain(name, item))),
        BsonString when name == "doc" => "<json>",
        BsonString text => Ids().Replace(text.Value, static id => id.Groups["kind"] is { Success: true } kind ? $"<{kind.Value}>" : "<id>"),
        BsonObjectId => "<oid>",
        BsonDateTime => "<date>",
        BsonBinaryData => "<bytes>",
        _ => value,
    };

    [GeneratedRegex("(?:(?<kind>[a-z]{3})_)?[0-9a-f]{32}")]
    private static partial Regex Ids();
}
