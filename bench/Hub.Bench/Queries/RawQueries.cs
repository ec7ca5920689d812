using System.Diagnostics;
using Hub.Bench.Figures;
using Microsoft.Data.Sqlite;

namespace Hub.Bench.Queries;

/// <summary>The limit of <c>list</c> and <c>search</c>: the same rows by hand-written SQL on the same file.</summary>
public sealed class RawQueries : IDisposable
{
    private const int WarmUp = 20;
    private readonly SqliteConnection _database;

    public RawQueries(string dataFolder)
    {
        var file = Directory.EnumerateFiles(dataFolder, "*.db").Single();
        _database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        _database.Open();
    }

    /// <summary>Times a query whose parameter <c>$p</c> changes, reading every column of every row.</summary>
    public Latencies Run(string sql, Func<int, object> parameter, int requests)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$p", "");
        var latencies = new Latencies(requests);
        for (var request = -WarmUp; request < requests; request++)
        {
            command.Parameters[0].Value = parameter(request + WarmUp);
            var clock = Stopwatch.GetTimestamp();
            using (var reader = command.ExecuteReader())
            {
                var row = new object[reader.FieldCount];
                while (reader.Read())
                {
                    reader.GetValues(row);
                }
            }

            if (request >= 0)
            {
                latencies.Add(Stopwatch.GetTimestamp() - clock);
            }
        }

        return latencies;
    }

    /// <summary>The one number a query answers.</summary>
    public double Number(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => _database.Dispose();
}
