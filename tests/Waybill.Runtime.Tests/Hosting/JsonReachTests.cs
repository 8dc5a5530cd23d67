using Waybill.Runtime.Hosting;

namespace Waybill.Runtime.Tests.Hosting;

public sealed class JsonReachTests
{
    [Fact]
    public void The_first_message_without_JSON_is_found_however_deep_it_lies_and_cycles_end()
    {
        var inner = new Known([]);
        var outer = new Known([new NestedJson("inner", inner)]);
        inner.Held = [new NestedJson("outer", outer)];

        Assert.Null(JsonReach.FirstWithout(new NestedJson("outer", outer)));

        inner.Held = [new NestedJson("outer", outer), new NestedJson("lost", null)];
        Assert.Equal("lost", JsonReach.FirstWithout(new NestedJson("outer", outer)));
        Assert.Equal("all", JsonReach.FirstWithout(new NestedJson("all", null)));
    }

    private sealed class Known(IReadOnlyList<NestedJson> held) : JsonMessageSerializer
    {
        public IReadOnlyList<NestedJson> Held { get; set; } = held;

        public override IReadOnlyList<NestedJson> Nested => Held;

        public override void Write(ref JsonMessageWriter writer, IMessage message) => throw new NotSupportedException();
    }
}
