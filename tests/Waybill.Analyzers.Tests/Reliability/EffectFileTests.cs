using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Reliability;

/// <summary>WB2001: the user's own effects and guards.</summary>
public sealed class EffectFileTests
{
    [Fact]
    public Task The_users_file_adds_effects_and_guards() =>
        Rule<NonIdempotentHandlerRule>.CheckWithFileAsync(
            """
            namespace Shop;

            public sealed class Plotter { public void Draw(string text, bool keep = false) { } public void Erase() { } }
            public sealed class Gate { public bool Open(object any) => true; }

            [Handler(Orders.Inventory)]
            public sealed class First(Plotter plotter)
            {
                public void Handle(OrderCreated order) { plotter.Erase(); plotter.[|Draw|](order.OrderId, keep: true); }
                public void Handle(OrderShipped order) => plotter.Draw(order.OrderId, keep: false);
            }

            [Handler("second")]
            public sealed class Second(Plotter plotter, Gate gate)
            {
                public void Handle(OrderCreated order) { if (gate.Open(this)) { plotter.Draw(order.OrderId, keep: true); } }
            }
            """,
            "waybill.effects.txt",
            """
            # Ours.
            effect other Shop.Plotter.Draw when keep=true

            guard check Shop.Gate.*   # whatever it is given
            """,
            Stubs.Source
        );

    [Fact]
    public Task An_unreadable_line_of_the_users_file_is_reported() =>
        Rule<NonIdempotentHandlerRule>.CheckWithFileAsync(
            """
            namespace Shop;

            public sealed class Plotter { public void Draw(string text) { } }

            [Handler(Orders.Inventory)]
            public sealed class First(Plotter plotter) { public void Handle(OrderCreated order) => plotter.[|Draw|](order.OrderId); }
            """,
            "waybill.effects.txt",
            """
            [|effect plotter Shop.Plotter.Draw|]
            [|effect other Draw|]
            effect other Shop.Plotter.Draw
            [|guard|]
            """,
            Stubs.Source
        );

    [Fact]
    public Task Other_additional_files_are_not_read() =>
        Rule<NonIdempotentHandlerRule>.CheckWithFileAsync("public sealed class Nothing;", "effects.txt", "no line of ours");
}
