using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Modules;

/// <summary>Everything that once did not compile, in one project: what is fine alone must be fine beside the rest.</summary>
public sealed class MixedSourceTests
{
    private const string Messages = """
        global using WB = System.Text;
        using System;
        using System.Collections.Generic;
        using Waybill;

        [Message("orders", "order.{Id}.{Kind}")]
        public sealed partial record OrderCreated(string Id, char Kind, string? Note = null);

        public sealed class Orders;

        namespace Shop
        {
            [Message] public sealed partial record CheckOut(int A);
            [Message] public sealed partial record Checkout(int A);

            [Message]
            internal sealed partial record Requiring { internal required string X { get; init; } }

            public class Base
            {
                public int Id { get; set; }
                public string Secret { private get; set; } = "";
                public virtual int Rank { get; set; }
            }

            [Message("derived", "{Id}")]
            public sealed partial class Hiding : Base
            {
                public new string Id { get; set; } = "";
                public override int Rank => 1;
            }

            [Message]
            public sealed partial class Torn
            {
                public Torn(int a, string b) { A = a; B = b; }
                public Torn(string b, int a) : this(a, b) { }
                public Torn(int a, int A) : this(a, "") { }
                public int A { get; }
                public string B { get; }
            }

            [Message] public sealed partial class GetOnly { public List<int> L { get; } = new(); public string Full => "full"; }
            [Message] public partial record Open(int A);
            [Message] public sealed partial record Closed(int A, Open? Inner) : Open(A);
            [Message] public sealed partial record Mistaken(object What, Action Do);
        }
        """;

    private const string Handlers = """
        #pragma warning disable CS9113 // Injected and not read.
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Waybill;

        [assembly: Middleware(typeof(Around))]

        public sealed class Around([FromKeyedServices(1)] Version? version = null)
        {
            public System.Threading.Tasks.ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync();
        }

        [Handler("one")]
        [Retry(3, On = [typeof(Hidden)], Never = [typeof(TimeoutException), typeof(Hidden)])]
        public sealed class OrderCreatedHandler([FromKeyedServices("eu")] Version version, Func<string?> text)
        {
            private sealed class Hidden : Exception;

            [Idempotent(Key = "Id")]
            public IEnumerable<IMessage> Handle(OrderCreated order, Dictionary<string, List<Version?>> map, Version? other = null) => [];
        }

        [Handler("two", Lifetime = HandlerLifetime.Singleton)]
        public sealed class Type([FromKeyedServices(DayOfWeek.Monday)] Version version) : IAsyncDisposable
        {
            public System.Threading.Tasks.ValueTask DisposeAsync() => default;

            public async System.Threading.Tasks.ValueTask<Shop.Closed?> HandleAsync(Shop.Torn torn)
            {
                await Task.Yield();
                return null;
            }
        }

        [Handler("three")] public static class ValueTask { public static void Handle(Shop.Hiding m) { } public static void Handle(Shop.GetOnly m) { } }

        namespace A_ { [Handler("four")] public static class B { public static void Handle(Shop.Open m) { } } }
        namespace A { [Handler("five")] public static class _B { public static void Handle(Shop.CheckOut m) { } public static void Handle(Shop.Checkout m) { } } }
        """;

    [Theory]
    [InlineData("Orders", "OrdersModule")]
    [InlineData("Shop", "Shop.ShopModule")]
    public void All_of_it_compiles_without_a_warning(string assembly, string module)
    {
        var run = new GeneratorHarness(assembly).Run(Messages, Handlers).AssertClean();

        Assert.NotNull(run.Compilation.GetTypeByMetadataName(module));
        Assert.Equal(10, run.HintNames.Count(name => name.EndsWith(".Message.g.cs", StringComparison.Ordinal)));
        Assert.Equal(5, run.HintNames.Count(name => name.EndsWith(".Handler.g.cs", StringComparison.Ordinal)));
    }
}
