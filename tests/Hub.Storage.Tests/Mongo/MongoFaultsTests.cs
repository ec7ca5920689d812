using System.Runtime.CompilerServices;
using Hub.Core.Storage;
using Hub.Storage.Mongo.Connections;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

public sealed class MongoFaultsTests
{
    /// <summary>The driver pauses its pool while it looks for the server; whoever asks then must wait, not end.</summary>
    [Fact]
    public void A_paused_pool_means_that_the_store_is_away()
    {
        // The driver alone can make one with a message.
        var paused = (MongoConnectionPoolPausedException)RuntimeHelpers.GetUninitializedObject(typeof(MongoConnectionPoolPausedException));
        MongoFaults.IsDriver(paused).ShouldBeTrue();
        MongoFaults.ToException(paused).ShouldBeOfType<StoreUnavailableException>();
    }
}
