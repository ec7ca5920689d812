using Hub.Server.Composition;
using Microsoft.Extensions.Configuration;

namespace Hub.Server.Tests.Composition;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("Hub:Storage:Provider", "Oracle", "Sqlite")]
    [InlineData("Hub:Demo", "maybe", "true")]
    [InlineData("Hub:PublicUrl", "hub.example", "https")]
    [InlineData("Hub:Admin:Email", "nobody", "e-mail")]
    [InlineData("Hub:Nodes:BeatSeconds", "often", "seconds")]
    [InlineData("Hub:Nodes:LapseSeconds", "3", "three times Hub__Nodes__BeatSeconds")]
    [InlineData("urls", "nonsense", "http")]
    public void A_wrong_setting_is_named_with_its_value_and_what_is_accepted(string key, string value, string accepted)
    {
        var problem = Read(key, value).Problems.ShouldHaveSingleItem();
        problem.ShouldContain(key == "urls" ? "ASPNETCORE_URLS" : key.Replace(":", "__", StringComparison.Ordinal));
        problem.ShouldContain(value);
        problem.ShouldContain(accepted);
    }

    [Theory]
    [InlineData("Hub:Admin:Password", "short")]
    [InlineData("Hub:Api:BootstrapToken", "short-token")]
    public void A_wrong_secret_is_not_repeated(string key, string value) =>
        Read(key, value).Problems.ShouldHaveSingleItem().ShouldNotContain(value);

    [Fact]
    public void Nothing_set_is_fine()
    {
        var settings = Read("Hub:Demo", "").Settings.ShouldNotBeNull();
        settings.AdminEmail.ShouldBe("admin@hub.local");
        settings.Addresses.ShouldHaveSingleItem().Port.ShouldBe(5080);
        settings.Demo.ShouldBeNull();
    }

    private static (HubSettings? Settings, IReadOnlyList<string> Problems) Read(string key, string value) => new SettingsReader(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build()).Read();
}
