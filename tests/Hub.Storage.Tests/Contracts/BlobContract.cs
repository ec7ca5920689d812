using System.Security.Cryptography;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Tests.Contracts;

public abstract class BlobContract : StoreContract
{
    private const long Limit = 10_000_000;

    public static TheoryData<int> Sizes => [0, 1, 64 * 1024, (64 * 1024) + 1, 3_000_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_kept_blob_is_read_back_byte_for_byte_and_is_seekable(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var staged = await StageAsync(bytes);
        (staged.Size, staged.Sha256).ShouldBe((size, Convert.ToHexStringLower(SHA256.HashData(bytes))));

        await CommitAsync(new ChangeSet().Keep(staged));
        await Engine.ReopenAsync();

        await using var stream = (await Engine.Blobs.OpenAsync(staged.Id, Ct)).ShouldNotBeNull();
        stream.Length.ShouldBe(size);
        stream.Seek(size / 2, SeekOrigin.Begin);
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, Ct);
        rest.ToArray().AsSpan().SequenceEqual(bytes.AsSpan(size / 2)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task What_no_commit_keeps_is_not_there(int size)
    {
        var staged = await StageAsync(RandomNumberGenerator.GetBytes(size));

        (await Engine.Blobs.OpenAsync(staged.Id, Ct)).ShouldBeNull();
        (await Engine.Blobs.OpenAsync("../../etc/passwd", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task More_than_the_limit_is_refused_and_leaves_nothing()
    {
        await Should.ThrowAsync<BlobTooLargeException>(async () => await Engine.Blobs.StageAsync(new MemoryStream(new byte[101]), 100, Ct));
        await Should.ThrowAsync<BlobTooLargeException>(async () => await Engine.Blobs.StageAsync(new MemoryStream(new byte[200_001]), 200_000, Ct));
        (await Engine.Blobs.StageAsync(new MemoryStream(new byte[200_000]), 200_000, Ct)).Size.ShouldBe(200_000);

        Engine.Clock.SetUtcNow(DateTimeOffset.UnixEpoch.AddYears(200));
        (await Engine.Blobs.SweepAsync(TimeSpan.FromHours(24), Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task The_sweep_takes_old_files_that_nobody_kept()
    {
        var kept = await StageAsync(new byte[100_000]);
        await CommitAsync(new ChangeSet().Keep(kept));
        var left = await StageAsync(new byte[100_000]);
        Engine.Clock.SetUtcNow(DateTimeOffset.UnixEpoch.AddYears(200));

        (await Engine.Blobs.SweepAsync(TimeSpan.FromHours(24), Ct)).ShouldBe(1);

        await using var stream = await Engine.Blobs.OpenAsync(kept.Id, Ct);
        stream.ShouldNotBeNull();
        await Should.ThrowAsync<InvalidOperationException>(async () => await Engine.Store.CommitAsync(new ChangeSet().Keep(left), Ct));
    }

    [Fact]
    public async Task A_blob_of_a_refused_commit_is_not_kept()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        var staged = await StageAsync([1, 2, 3]);

        await Engine.Store.CommitAsync(new ChangeSet().Insert(ticket).Keep(staged), Ct);

        (await Engine.Blobs.OpenAsync(staged.Id, Ct)).ShouldBeNull();
    }

    private ValueTask<StagedBlob> StageAsync(byte[] bytes) => Engine.Blobs.StageAsync(new MemoryStream(bytes), Limit, Ct);
}
