using System.Text;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>GnuPG in a home of its own with the keys of everybody in the tests. Made once for a class.</summary>
public sealed class GpgHome : IAsyncLifetime
{
    public const string Support = "support@hub.test";
    public const string Carla = "carla@customer.test";
    public const string Mallory = "mallory@elsewhere.test";
    public const string Past = "past@customer.test";
    public const string Gone = "gone@customer.test";

    private const string LongAgo = "20200101T000000";
    private readonly string _home = Directory.CreateTempSubdirectory("hub-gpg-").FullName;

    public async ValueTask InitializeAsync()
    {
        await MakeAsync(Support, "Key-Type: RSA\nKey-Length: 2048\nKey-Usage: sign\nSubkey-Type: RSA\nSubkey-Length: 2048\nSubkey-Usage: encrypt");
        foreach (var address in new[] { Carla, Mallory, Gone })
        {
            await MakeAsync(address, Curve);
        }
        await MakeAsync(Past, Curve, "30d", "--faked-system-time", LongAgo);
        await RevokeAsync(Gone);
    }

    public Task<string> PublicAsync(string address) => GpgAsync("--armor", "--export", address);

    public Task<string> PrivateAsync(string address) => GpgAsync("--armor", "--export-secret-keys", address);

    /// <summary>A multipart/signed (RFC 3156, 5) over a part of a mail.</summary>
    public async Task<string> SignedAsync(string part, string by, params string[] more)
    {
        var content = part.ReplaceLineEndings("\r\n");
        var signature = await GpgAsync([.. more, "--armor", "--local-user", by, "--digest-algo", "SHA256", "--output", "-", "--detach-sign", Keep(content)]);
        return $"Content-Type: multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=\"sig\"\r\n\r\n--sig\r\n{content}\r\n--sig\r\n"
            + $"Content-Type: application/pgp-signature; name=\"signature.asc\"\r\n\r\n{signature.ReplaceLineEndings("\r\n")}\r\n--sig--\r\n";
    }

    /// <summary>A multipart/encrypted (RFC 3156, 4), signed inside when somebody signs.</summary>
    public async Task<string> EncryptedAsync(string part, string to, string? by = null, params string[] more) =>
        Wrap(await MessageAsync(part, to, by, more));

    /// <summary>An armored message.</summary>
    public Task<string> MessageAsync(string text, string to, string? by = null, params string[] more)
    {
        string[] signs = by is null ? [] : ["--local-user", by, "--sign"];
        return GpgAsync([.. more, "--armor", "--trust-model", "always", "--recipient", to, .. signs, "--output", "-", "--encrypt", Keep(text.ReplaceLineEndings("\r\n"))]);
    }

    public static string Wrap(string message) =>
        "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"enc\"\r\n\r\n--enc\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
        + $"--enc\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\r\n{message.ReplaceLineEndings("\r\n")}\r\n--enc--\r\n";

    public Task<string> CleartextAsync(string text, string by) => GpgAsync("--local-user", by, "--output", "-", "--clear-sign", Keep(text));

    /// <summary>The decrypted text, and what GnuPG says of the signature in it.</summary>
    public async Task<(string Text, string Status)> DecryptAsync(string message)
    {
        var status = Path.Combine(_home, $"{Guid.NewGuid():n}.status");
        var text = await GpgAsync("--status-file", status, "--output", "-", "--decrypt", Keep(message));
        return (text, await File.ReadAllTextAsync(status, TestContext.Current.CancellationToken));
    }

    public async Task<string> VerifyAsync(string content, string signature) =>
        (await Counterpart.TryAsync("gpg", _home, "--batch", "--status-fd", "1", "--verify", Keep(signature), Keep(content))).Output;

    public async ValueTask DisposeAsync()
    {
        await Counterpart.RunAsync("gpgconf", _home, "--kill", "gpg-agent");
        Directory.Delete(_home, recursive: true);
    }

    private const string Curve = "Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ECDH\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt";

    private Task<string> GpgAsync(params string[] arguments) => Counterpart.RunAsync("gpg", _home, ["--batch", "--yes", "--no-tty", .. arguments]);

    private Task<string> MakeAsync(string address, string kind, string expires = "0", params string[] more) =>
        GpgAsync([.. more, "--generate-key", Keep($"%no-protection\n{kind}\nName-Email: {address}\nExpire-Date: {expires}\n%commit\n")]);

    private async Task RevokeAsync(string address)
    {
        var fingerprint = (await GpgAsync("--with-colons", "--fingerprint", address)).Split('\n').First(static line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
        var certificate = await File.ReadAllTextAsync(Path.Combine(_home, "openpgp-revocs.d", $"{fingerprint}.rev"), TestContext.Current.CancellationToken);
        // A colon before the armor keeps people from importing it by mistake.
        Revocation = certificate.Replace(":-----BEGIN", "-----BEGIN", StringComparison.Ordinal);
    }

    /// <summary>The certificate that revokes the key of <see cref="Gone"/>.</summary>
    public string Revocation { get; private set; } = "";

    /// <summary>The public key of <see cref="Gone"/> with its revocation; the private one keeps signing in this home.</summary>
    public async Task<string> RevokedAsync()
    {
        var other = Directory.CreateTempSubdirectory("hub-gpg-").FullName;
        try
        {
            var (key, revocation) = (Keep(await PublicAsync(Gone)), Keep(Revocation));
            await Counterpart.RunAsync("gpg", other, "--batch", "--no-autostart", "--import", key);
            await Counterpart.RunAsync("gpg", other, "--batch", "--no-autostart", "--import", revocation);
            return await Counterpart.RunAsync("gpg", other, "--batch", "--no-autostart", "--armor", "--export", Gone);
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    private string Keep(string text)
    {
        var file = Path.Combine(_home, $"{Guid.NewGuid():n}.txt");
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        return file;
    }
}
