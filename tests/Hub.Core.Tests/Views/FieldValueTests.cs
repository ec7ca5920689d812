using System.Text;
using Hub.Core.Views;

namespace Hub.Core.Tests.Views;

public sealed class FieldValueTests
{
    [Fact]
    public void Texts_compare_as_their_bytes_would()
    {
        string[] texts = ["", "a", "b", "ab", "z", "é", "\uE000", "\uFFFD", "😀", "😀a", "a\uE000", "a😀"];
        foreach (var left in texts)
        {
            foreach (var right in texts)
            {
                var bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Math.Sign(FieldValue.CompareUtf8(left, right)).ShouldBe(Math.Sign(bytes), $"'{left}' and '{right}'");
            }
        }
    }

    [Fact]
    public void Texts_are_folded() => FieldValue.Of("ÄRGER Ｆｕｌｌ").Text.ShouldBe("ärger full");

    [Fact]
    public void Instants_are_cut_to_milliseconds() =>
        FieldValue.Of(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(12_345)).Number.ShouldBe(1_767_225_600_001);

    [Fact]
    public void Nothing_stands_before_everything() => (FieldValue.None < FieldValue.Of(long.MinValue)).ShouldBeTrue();
}
