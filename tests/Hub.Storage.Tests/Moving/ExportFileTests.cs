using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.MailAccess;
using Hub.Core.Secrets;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Moving;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Sqlite;

namespace Hub.Storage.Tests.Moving;

/// <summary>The file between two stores: whole and sound, or refused.</summary>
public sealed class ExportFileTests : IAsyncLifetime
{
    private const string Passphrase = "a long enough passphrase";
    private static readonly LabelledSealer Sealer = new("here");
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-export-").FullName;
    private SqliteUnderTest _source = null!;
    private SqliteUnderTest _target = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string ExportPath => Path.Combine(_folder, "hub.export");

    public async ValueTask InitializeAsync()
    {
        _source = await SqliteUnderTest.OpenAsync(refuseScans: true);
        _target = await SqliteUnderTest.OpenAsync(refuseScans: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_export_beside_writers_holds_one_instant()
    {
        await new Installation(_source, Sealer, 11).FillAsync(tickets: 30);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var first = new TaskCompletionSource();
        var writing = Task.Run(() => WriteAsync(first, stop.Token), Ct);
        await first.Task;

        await ExportAsync();
        await stop.CancelAsync();
        var written = await writing;
        (await ImportAsync()).Missing.ShouldBeEmpty();

        (await Contents.CheckAsync(_target)).ShouldBeEmpty();
        written.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_file_cut_short_or_changed_anywhere_is_refused_before_anything_is_written()
    {
        await new Installation(_source, Sealer, 12).FillAsync(tickets: 3);
        await ExportAsync();
        var whole = await File.ReadAllBytesAsync(ExportPath, Ct);
        var random = new Random(12);
        foreach (var at in Enumerable.Range(0, 12).Select(_ => random.Next(whole.Length)).Concat([0, 20, whole.Length - 1]))
        {
            await File.WriteAllBytesAsync(ExportPath, whole[..at], Ct);
            await Should.ThrowAsync<MoveRefusedException>(ImportAsync, $"cut at {at}");
            var changed = whole.ToArray();
            changed[at] ^= 4;
            await File.WriteAllBytesAsync(ExportPath, changed, Ct);
            await Should.ThrowAsync<MoveRefusedException>(ImportAsync, $"changed at {at}");
        }
        (await Contents.ReadAsync(_target, Sealer)).ShouldBeEmpty();

        await File.WriteAllBytesAsync(ExportPath, whole, Ct);
        (await ImportAsync()).Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_that_is_stopped_leaves_no_file_and_the_next_one_succeeds()
    {
        await new Installation(_source, Sealer, 13).FillAsync(tickets: 3);
        using var stop = new CancellationTokenSource();
        await File.WriteAllTextAsync($"{ExportPath}.part", "left by a kill", Ct);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Exporting().WriteAsync(ExportPath, null, stop.Token));

        Directory.EnumerateFiles(_folder).ShouldBeEmpty();
        await ExportAsync();
        Directory.EnumerateFiles(_folder).ShouldBe([ExportPath]);
        (await Should.ThrowAsync<MoveRefusedException>(ExportAsync)).Message.ShouldContain("exists");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(ExportPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_damaged_blob_ends_the_export()
    {
        await new Installation(_source, Sealer, 14).FillAsync(tickets: 1);
        var blob = Directory.EnumerateFiles(Path.Combine(_source.Directory, "blobs"), "*", SearchOption.AllDirectories).First();
        await using (var file = File.OpenWrite(blob))
        {
            file.WriteByte(7);
            file.WriteByte(7);
        }

        await Should.ThrowAsync<StoreCorruptException>(ExportAsync);

        Directory.EnumerateFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_older_version_refuses_what_it_does_not_know()
    {
        await new Installation(_source, Sealer, 15).FillAsync(tickets: 1);
        await ExportAsync();
        var older = Catalogue.All.Where(static kind => kind != Ticket.Kind).ToList();

        var refusal = await Should.ThrowAsync<MoveRefusedException>(() =>
            new StoreImport(_target.Store, _target.Sqlite.Transfer, Sealer, older, _target.Clock).ReadAsync(ExportPath, null, Ct));

        refusal.Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task An_import_goes_on_with_its_own_file_and_its_own_secrets_only()
    {
        await new Installation(_source, Sealer, 16).FillAsync(tickets: 2);
        await ExportAsync(Passphrase);
        await Should.ThrowAsync<KilledException>(() => new StoreImport(
            _target.Store, new DyingTransfer(_target.Sqlite.Transfer, 2, false, new HashSet<string>()), Sealer, Catalogue.All, _target.Clock)
            .ReadAsync(ExportPath, Passphrase, Ct));

        (await Should.ThrowAsync<MoveRefusedException>(ImportAsync)).Message.ShouldContain("with secrets");
        File.Move(ExportPath, $"{ExportPath}.first");
        await ExportAsync();
        (await Should.ThrowAsync<MoveRefusedException>(ImportAsync)).Message.ShouldContain("another import");
        File.Move($"{ExportPath}.first", $"{ExportPath}.renamed");

        (await Importing().ReadAsync($"{ExportPath}.renamed", Passphrase, Ct)).Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_is_in_the_file_only_under_the_passphrase_and_bound_to_its_document()
    {
        var (seal, parameters) = PassphraseSeal.Make(Passphrase);
        using (seal)
        {
            var closed = seal.Close("inbox/inb_1", Installation.Password);
            closed.ShouldNotContain(Installation.Password);
            seal.Open("inbox/inb_1", closed).ShouldBe(Installation.Password);
            seal.Open("inbox/inb_2", closed).ShouldBeNull();
            seal.Open("inbox/inb_1", "no base64 !").ShouldBeNull();
        }
        PassphraseSeal.TryMake("another long passphrase", parameters).ShouldBeNull();
        await new Installation(_source, Sealer, 17).FillAsync(tickets: 1);
        (await Should.ThrowAsync<MoveRefusedException>(() => ExportAsync("too short"))).Message.ShouldContain("12 characters");
    }

    [Fact]
    public void Every_kind_that_holds_a_sealed_text_says_so_and_nothing_else_is_searched_than_import_indexes()
    {
        Catalogue.All.Where(static kind => kind.IsSearched).ShouldBe([Ticket.Kind, Message.Kind, Attachment.Kind]);
        Catalogue.All.Where(static kind => HoldsSealed(kind.Type, [])).ShouldBe(Catalogue.All.Where(static kind => kind.HasSecrets));
        Catalogue.All.Where(static kind => kind.HasSecrets).ShouldBe([Inbox.Kind, InstallationKey.Kind, MailKey.Kind, MailboxToken.Kind]);
        Catalogue.All.Where(static kind => kind.IsLocal).Select(static kind => kind.Name)
            .ShouldBe(["import", "inbox_trouble", "node", "protection_key", "work_lease"], ignoreOrder: true);
    }

    /// <summary>Sealed texts are named so, wherever they stand in a document; what an id points at is no part of it.</summary>
    private static bool HoldsSealed(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DocId<>)))
        {
            return false;
        }
        return type.Namespace?.StartsWith("Hub.Core", StringComparison.Ordinal) == true
            ? type.GetProperties().Any(property =>
                (property.PropertyType == typeof(string) && property.Name.StartsWith("Sealed", StringComparison.Ordinal))
                || HoldsSealed(property.PropertyType, seen))
            : type.GenericTypeArguments.Any(part => HoldsSealed(part, seen));
    }

    /// <summary>Tickets with entries until stopped; answers how many were committed.</summary>
    private async Task<int> WriteAsync(TaskCompletionSource first, CancellationToken stop)
    {
        for (var written = 0; ; written++)
        {
            if (stop.IsCancellationRequested)
            {
                return written;
            }
            var ticket = Sample.Ticket(StoreUnderTest.Start);
            var entry = Sample.Message(ticket, 1, "beside the export", clientId: "1");
            ticket = ticket with { LastSeq = 1, LastRev = 1, LastPublicSeq = 1, LastPublicRev = 1, PublicTail = [new PublicTail(1, entry.Author)] };
            (await _source.Store.CommitAsync(new ChangeSet().Insert(ticket).Insert(entry), Ct)).ShouldBe(CommitOutcome.Committed.Value);
            first.TrySetResult();
        }
    }

    private StoreExport Exporting() => new(_source.Sqlite.Transfer, _source.Blobs, Sealer, Catalogue.All, _source.Clock);

    private StoreImport Importing() => new(_target.Store, _target.Sqlite.Transfer, Sealer, Catalogue.All, _target.Clock);

    private Task<ExportTotals> ExportAsync() => ExportAsync(null);

    private Task<ExportTotals> ExportAsync(string? passphrase) => Exporting().WriteAsync(ExportPath, passphrase, Ct);

    private Task<ImportReport> ImportAsync() => Importing().ReadAsync(ExportPath, null, Ct);
}
