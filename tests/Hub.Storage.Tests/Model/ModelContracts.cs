using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Model;

public sealed class ModelDocumentTests : DocumentContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelClaimTests : ClaimContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelListTests : ListContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelSearchTests : SearchContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelOutboxTests : OutboxContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelSequenceTests : SequenceContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelBlobTests : BlobContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelFilterTests : FilterContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}

public sealed class ModelRaceTests : RaceContract
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new InMemoryUnderTest());
}
