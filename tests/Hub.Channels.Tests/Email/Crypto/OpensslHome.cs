using System.Text;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>OpenSSL in a folder of its own with certificates of everybody in the tests. Made once for a class.</summary>
public sealed class OpensslHome : IAsyncLifetime
{
    public const string Support = "support";
    public const string Carla = "carla";
    public const string Mallory = "mallory";
    public const string Past = "past";
    public const string Password = "p12 password";

    private readonly string _home = Directory.CreateTempSubdirectory("hub-ssl-").FullName;

    public async ValueTask InitializeAsync()
    {
        await MakeAsync(Support, "support@hub.test");
        await MakeAsync(Carla, "carla@customer.test");
        await MakeAsync(Mallory, "mallory@elsewhere.test");
        await RunAsync("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "past.key", "-out", "past.csr", "-subj", "/CN=past/emailAddress=past@customer.test");
        // It ended a day before it was made.
        await RunAsync("x509", "-req", "-in", "past.csr", "-signkey", "past.key", "-out", "past.pem", "-days", "-1");
        await RunAsync("pkcs12", "-export", "-inkey", "support.key", "-in", "support.pem", "-out", "support.p12", "-passout", $"pass:{Password}");
    }

    public Task<string> CertificateAsync(string who) => File.ReadAllTextAsync(Path.Combine(_home, $"{who}.pem"), TestContext.Current.CancellationToken);

    public async Task<string> PairAsync(string who) =>
        await CertificateAsync(who) + await File.ReadAllTextAsync(Path.Combine(_home, $"{who}.key"), TestContext.Current.CancellationToken);

    public Task<byte[]> Pkcs12Async() => File.ReadAllBytesAsync(Path.Combine(_home, "support.p12"), TestContext.Current.CancellationToken);

    /// <summary>A signed body with its headers; opaque when it is not detached.</summary>
    public async Task<string> SignedAsync(string part, string by, bool isDetached = true) => Headless(await RunAsync(
        ["cms", "-sign", "-binary", "-md", "sha256", .. isDetached ? Array.Empty<string>() : ["-nodetach"], "-in", Keep(part.ReplaceLineEndings("\r\n")), "-signer", $"{by}.pem", "-inkey", $"{by}.key"]));

    public async Task<string> EncryptedAsync(string part, string to) =>
        Headless(await RunAsync("cms", "-encrypt", "-binary", "-aes256", "-in", Keep(part.ReplaceLineEndings("\r\n")), $"{to}.pem"));

    public Task<string> VerifyAsync(string mail, string by) => RunAsync("cms", "-verify", "-in", Keep(mail), "-CAfile", $"{by}.pem", "-purpose", "any");

    public Task<string> DecryptAsync(string mail, string to) => RunAsync("cms", "-decrypt", "-in", Keep(mail), "-recip", $"{to}.pem", "-inkey", $"{to}.key");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_home, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<string> MakeAsync(string who, string address) => RunAsync(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{who}.key", "-out", $"{who}.pem", "-days", "365", "-subj", $"/CN={who}", "-addext", $"subjectAltName=email:{address}");

    private Task<string> RunAsync(params string[] arguments) => Counterpart.RunAsync("openssl", _home, arguments);

    // The mail around it brings its own.
    private static string Headless(string mime) => mime.ReplaceLineEndings("\r\n").Replace("MIME-Version: 1.0\r\n", "", StringComparison.Ordinal);

    private string Keep(string text)
    {
        var file = Path.Combine(_home, $"{Guid.NewGuid():n}.txt");
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        return file;
    }
}
