using Hub.Core.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Connections;

/// <summary>The one place where the driver's faults become what callers can act on.</summary>
/// <remarks>Codes: src/mongo/base/error_codes.yml of the server; labels: the drivers' transaction specification.</remarks>
internal static class MongoFaults
{
    public const string Transient = "TransientTransactionError";
    public const string UnknownCommit = "UnknownTransactionCommitResult";
    private const int DuplicateKey = 11000;
    private const int WriteConflict = 112;
    private const int DocumentValidationFailure = 121;
    private const int OutOfDiskSpace = 14031;
    private const int DataCorruptionDetected = 5723;

    // InterruptedAtShutdown, InterruptedDueToReplStateChange, NotWritablePrimary, PrimarySteppedDown, ShutdownInProgress, NotPrimaryNoSecondaryOk,
    // NotPrimaryOrSecondary, MaxTimeMSExpired, ExceededTimeLimit, HostUnreachable, HostNotFound, NetworkTimeout, SocketException, LockTimeout, WriteConflict,
    // WriteConcernFailed, UnsatisfiableWriteConcern, NoSuchTransaction, FailedToSatisfyReadPreference, Unauthorized, AuthenticationFailed, StaleConfig.
    private static readonly HashSet<int> Unavailable =
    [
        11600, 11602, 10107, 189, 91, 13435, 13436, 50, 262, 6, 7, 89, 9001, 24, WriteConflict, 64, 100, 251, 133, 13, 18, 13388,
    ];

    public static Exception ToException(Exception fault) => fault switch
    {
        _ when IsFull(fault) => new StoreFullException($"MongoDB has no space left: {fault.Message}", fault),
        _ when CodeOf(fault) is DataCorruptionDetected => new StoreCorruptException($"MongoDB reports damaged data: {fault.Message}", fault),
        _ when CodeOf(fault) is DocumentValidationFailure => new StoreUnavailableException(
            "The database was upgraded by a newer version, which demands fields this one does not write.", fault),
        MongoConnectionException or MongoConnectionPoolPausedException or MongoWaitQueueFullException or MongoNotPrimaryException or MongoNodeIsRecoveringException
            or MongoExecutionTimeoutException or MongoWriteConcernException or TimeoutException => NotReached(fault),
        MongoException { InnerException: MongoConnectionException } => NotReached(fault),
        MongoException labelled when labelled.HasErrorLabel(Transient) || labelled.HasErrorLabel(UnknownCommit) => NotReached(fault),
        _ when CodeOf(fault) is { } code && Unavailable.Contains(code) => NotReached(fault),
        BsonException or FormatException => new StoreCorruptException($"A stored document cannot be read: {fault.Message}", fault),
        _ => new InvalidOperationException($"MongoDB answered: {fault.Message}", fault),
    };

    /// <summary>True for what <see cref="ToException"/> is for; the other exceptions are Hub's own.</summary>
    public static bool IsDriver(Exception fault) => fault is MongoException or BsonException or TimeoutException;

    public static bool IsDuplicateKey(Exception fault) => CodeOf(fault) == DuplicateKey
        || fault is MongoBulkWriteException<BsonDocument> bulk && bulk.WriteErrors.Any(static error => error.Code == DuplicateKey);

    public static bool IsTransient(Exception fault) => fault is MongoException labelled && labelled.HasErrorLabel(Transient);

    public static bool IsUnknownCommit(Exception fault) => fault is MongoException labelled && labelled.HasErrorLabel(UnknownCommit);

    // Of a time-out the driver says all that it knows of the cluster; that stays in the inner exception.
    private static StoreUnavailableException NotReached(Exception fault) => fault is TimeoutException
        ? new("MongoDB cannot be used now: no server that can write answered in time.", fault)
        : new($"MongoDB cannot be used now: {fault.Message.Split('\n')[0]}", fault);

    private static bool IsFull(Exception fault) => CodeOf(fault) == OutOfDiskSpace;

    private static int? CodeOf(Exception fault) => fault switch
    {
        MongoCommandException command => command.Code,
        MongoWriteException write => write.WriteError?.Code,
        MongoBulkWriteException<BsonDocument> bulk => bulk.WriteErrors.Count > 0 ? bulk.WriteErrors[0].Code : null,
        _ => null,
    };
}
