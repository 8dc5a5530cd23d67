using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void Get_only_members_come_back_through_the_constructor()
    {
        var read = Codec.RoundTrip(new Classic("a", 7) { Extra = "set" });

        Assert.Equal(("a", 7, "set"), (read.Id, read.Count, read.Extra));
    }

    [Fact]
    public void A_constructor_and_required_members_work_together() =>
        Assert.Equal(
            new Mixed(1) { B = "b", C = 3 },
            Codec.RoundTrip(
                new Mixed(1)
                {
                    B = "b",
                    C = 3,
                    Hidden = 9,
                }
            ) with
            {
                Hidden = 0,
            }
        );

    [Fact]
    public void Names_that_are_keywords_or_generated_locals_do_no_harm()
    {
        var message = new @event(1, "n", "r", 2, 3, 4, 5);

        Assert.Equal(message, Codec.RoundTrip(message));
        Assert.Equal("a.1.b", Codec.Key(message));
    }

    [Fact]
    public void A_type_nested_in_partial_types_is_a_message() =>
        Assert.Equal(new Outer.Middle.Inner("t"), Codec.RoundTrip(new Outer.Middle.Inner("t")));

    [Fact]
    public void Members_of_a_base_type_come_first()
    {
        var message = new Derived(Guid.NewGuid(), "x") { Version = 4 };

        Assert.Equal(message, Codec.RoundTrip(message));
        Assert.Equal("EventId Version Text", Descriptor<Derived>().Fields);
    }

    [Fact]
    public void A_message_without_fields_is_no_bytes()
    {
        Assert.Empty(Codec.Encode(new Empty()));
        Assert.Equal(new Empty(), Codec.RoundTrip(new Empty()));
    }

    [Fact]
    public void The_descriptor_says_what_the_attribute_says()
    {
        var descriptor = Descriptor<Order>();

        Assert.Equal("Waybill.Messages.Tests.Shapes.Order", descriptor.Name);
        Assert.Equal("orders", descriptor.Exchange);
        Assert.Equal("order.{Region}.created", descriptor.RoutingKey);
        Assert.Null(descriptor.Durability);
        Assert.False(descriptor.Mandatory);
        Assert.NotEqual(0UL, descriptor.Schema);
        Assert.Same(descriptor, Descriptor<Order>());
    }

    private static MessageDescriptor Descriptor<T>()
        where T : IMessage<T> => T.Descriptor;
}
