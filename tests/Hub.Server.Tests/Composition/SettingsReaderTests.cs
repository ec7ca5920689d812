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

    [Theory]
    [InlineData(null)]
    [InlineData("mongodb://user:secret@mongo.example")]
    [InlineData("mongo.example/hub;password=secret")]
    public void MongoDb_needs_an_address_with_a_database_and_its_secret_is_not_repeated(string? text)
    {
        var problem = Read(("Hub:Storage:Provider", "MongoDb"), ("Hub:Storage:ConnectionString", text)).Problems.ShouldHaveSingleItem();
        problem.ShouldContain("Hub__Storage__ConnectionString");
        problem.ShouldContain("mongodb://mongo.example/hub");
        problem.ShouldNotContain("secret");
    }

    [Fact]
    public void MongoDb_is_taken_by_its_address()
    {
        const string Address = "mongodb://mongo.example/hub?replicaSet=rs0";
        Read(("Hub:Storage:Provider", "mongodb"), ("Hub:Storage:ConnectionString", Address)).Settings!.MongoConnectionString.ShouldBe(Address);
        Read("Hub:Storage:ConnectionString", Address).Settings!.MongoConnectionString.ShouldBeNull("the embedded engine is the default");
    }

    [Fact]
    public void Nothing_set_is_fine()
    {
        var settings = Read("Hub:Demo", "").Settings.ShouldNotBeNull();
        settings.AdminEmail.ShouldBe("admin@hub.local");
        settings.Addresses.ShouldHaveSingleItem().Port.ShouldBe(5080);
        settings.Demo.ShouldBeNull();
    }

    private static (HubSettings? Settings, IReadOnlyList<string> Problems) Read(string key, string value) => Read((key, value));

    private static (HubSettings? Settings, IReadOnlyList<string> Problems) Read(params (string Key, string? Value)[] pairs) => new SettingsReader(
        new ConfigurationBuilder().AddInMemoryCollection(pairs.ToDictionary(static pair => pair.Key, static pair => pair.Value)).Build()).Read();
}
