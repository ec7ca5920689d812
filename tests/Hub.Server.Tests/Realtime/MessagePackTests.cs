using System.Buffers;
using System.Text.Json;
using Hub.Server.Http;
using Hub.Server.Realtime.MessagePack;
using Hub.Server.Realtime.Visitors;
using MessagePack;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Realtime;

public sealed class MessagePackTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static readonly MessagePackSerializerOptions Options =
        MessagePackSerializerOptions.Standard.WithResolver(JsonShapeResolver.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_shape_has_the_keys_and_values_of_its_json()
    {
        var answer = new SendAnswer(4, "100001", new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
        var packed = MessagePackSerializer.Serialize(answer, Options, Ct);
        using var unpacked = JsonDocument.Parse(MessagePackSerializer.ConvertToJson(packed, Options, Ct));
        JsonElement.DeepEquals(unpacked.RootElement, JsonSerializer.SerializeToElement(answer, HttpJson.Options)).ShouldBeTrue();
        MessagePackSerializer.Deserialize<SendAnswer>(new ReadOnlySequence<byte>(packed), Options, Ct).ShouldBe(answer);
    }

    [Fact]
    public async Task Both_protocols_answer_the_same()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Grüße")).GetProperty("number").GetString();
        var token = (await hub.HireAsync("Anna")).Token;
        await using var json = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);
        await using var packed = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token,
            protocol: static builder => builder.AddMessagePackProtocol(static options => options.SerializerOptions = Options));
        var expected = (await json.CallAsync("Watch", new { number })).GetProperty("entries");
        var request = LiveHub.ToJson(new { number });
        var actual = (await packed.CallAsync("Watch", request)).GetProperty("entries");
        JsonElement.DeepEquals(actual, expected).ShouldBeTrue($"{actual}\n{expected}");
        await visitor.SendAsync("Again");
        (await packed.NextAsync("entry")).GetProperty("entry").GetProperty("text").GetString().ShouldBe("Again");
    }
}
