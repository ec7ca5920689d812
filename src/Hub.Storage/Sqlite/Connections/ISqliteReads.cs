namespace Hub.Storage.Sqlite.Connections;

/// <summary>Where reads find a connection: any that is idle, or the one that holds a snapshot.</summary>
internal interface ISqliteReads
{
    TResult Read<TResult>(Func<SqliteSession, TResult> read);
}
