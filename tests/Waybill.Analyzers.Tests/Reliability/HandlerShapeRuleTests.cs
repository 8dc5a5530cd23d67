using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class HandlerShapeRuleTests
{
    private const string Names = """
        public static class Names
        {
            [Exchange(ExchangeType.Topic)] public const string Orders = "orders";
            [Queue] public const string Stock = "stock";
        }
        [Message(Names.Orders, "order.created")] public sealed partial record Placed(int Number);
        [Message(Names.Orders, "order.paid")] public sealed partial record Paid(int Number);
        public sealed record Plain(int Number);
        public abstract class Base { }
        [Message(Names.Orders, "order.x"), Union] public abstract partial record Shipment { private Shipment() { } public sealed record Sent(int N) : Shipment; }

        """;

    private const string Fine =
        "public sealed class Fine { public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync(); }";

    [Theory]
    [InlineData("public async void [|Handle|](Placed placed) => await Task.Yield();")]
    [InlineData("public int [|Handle|](Placed placed) => 1;")]
    [InlineData("public Task<string> [|HandleAsync|](Placed placed) => Task.FromResult(\"\");")]
    [InlineData("public void [|Handle|]<T>(T message) { }")]
    [InlineData("void [|Handle|](Placed placed) { }")]
    [InlineData("public void [|Handle|]() { }")]
    [InlineData("public void [|Handle|](Plain plain) { }")]
    [InlineData("public void [|Handle|](CancellationToken token, Placed placed) { }")]
    [InlineData("public void [|Handle|](IMessage message) { }")]
    [InlineData("public void [|Handle|](Base message) { }")]
    [InlineData("public void [|Handle|](ref Placed placed) { }")]
    [InlineData("public void [|Handle|](Shipment.Sent sent) { }")]
    [InlineData("public void [|Handle|](Placed placed, int? number) { }")]
    [InlineData("public void [|Handle|](Placed placed, dynamic any) { }")]
    public Task Reports_a_method_that_nothing_can_call(string method) => CheckAsync($"public sealed class H {{ {method} }}");

    [Theory]
    [InlineData("public sealed class H { public void Handle(Placed placed) { } public void [|HandleAsync|](Placed placed) { } }")]
    [InlineData("public sealed class [|H|] { public void Run(Placed placed) { } }")]
    [InlineData("public sealed class [|H|]<T> { public void Handle(Placed placed) { } }")]
    [InlineData("public abstract class [|H|] { public void Handle(Placed placed) { } }")]
    [InlineData("public sealed class [|H|] { private H() { } public void Handle(Placed placed) { } }")]
    public Task Reports_a_class_that_nothing_can_call(string type) => CheckAsync(type);

    /// <summary>Nothing is generated for it, and start-up never hears of it.</summary>
    [Theory]
    [InlineData("[Handler([|null!|])] public sealed class H { public void Handle(Placed placed) { } }")]
    [InlineData("[Handler(queue: [|default!|], Prefetch = 1)] public static class H { public static void Handle(Placed placed) { } }")]
    [InlineData("[Handler({|CS0103:Missing|})] public sealed class H { public void Handle(Placed placed) { } }")]
    [InlineData("[{|CS7036:Handler|}] public sealed class H { public void Handle(Placed placed) { } }")]
    public Task Reports_a_class_that_names_no_queue(string type) => Rule<HandlerShapeRule>.CheckAsync(Names + type);

    [Theory]
    [InlineData("public sealed class H { public void Handle(Placed placed) { } }")]
    [InlineData("public static class H { public static Paid? Handle(Placed placed, MessageContext context) => null; }")]
    [InlineData(
        "public sealed class H { public Task HandleAsync(Placed placed) => Handle(placed); private Task Handle(Placed placed) => Task.CompletedTask; }"
    )]
    [InlineData(
        "public sealed class H { public async IAsyncEnumerable<IMessage> Handle(Placed placed) { await Task.Yield(); yield return new Paid(1); } }"
    )]
    [InlineData("public sealed class H { public void Handle(Placed placed) { } void Handle(string text) { } }")]
    public Task Is_silent_on_what_can_be_called(string type) => CheckAsync(type);

    [Theory]
    [InlineData("[Middleware(typeof(Plain))] [Handler(Names.Stock)] public sealed class [|H|] { public void Handle(Placed placed) { } }")]
    [InlineData(
        "[Middleware(typeof(IDisposable))] [Handler(Names.Stock)] public sealed class [|H|] { public void Handle(Placed placed) { } }"
    )]
    [InlineData(
        "[Handler(Names.Stock, Lifetime = HandlerLifetime.Singleton)] public sealed class [|H|](IMessageBus bus) { public void Handle(Placed placed) => GC.KeepAlive(bus); }"
    )]
    [InlineData(
        "public abstract class Root { public int Handle(Paid paid) => 1; } [Handler(Names.Stock)] public sealed class [|H|] : Root { public void Handle(Placed placed) { } }"
    )]
    public Task Reports_what_only_start_up_said(string source) => Rule<HandlerShapeRule>.CheckAsync(Names + source);

    [Theory]
    [InlineData("[Retry(3, On = {|#0:[typeof(int)]|})] [Handler(Names.Stock)]", "public void Handle(Placed placed) { }")]
    [InlineData(
        "[Handler(Names.Stock)]",
        "[Retry(On = {|#0:[typeof(int), typeof(TimeoutException)]|})] public void Handle(Placed placed) { }"
    )]
    [InlineData(
        "[Handler(Names.Stock)] [Retry(On = {|#0:[typeof(int)]|})]",
        "public void Handle(Placed placed) { } [Retry] public void Handle(Paid paid) { }"
    )]
    public Task Says_of_an_exception_what_start_up_says(string attributes, string methods) =>
        Rule<HandlerShapeRule>.CheckMessageAsync(
            $$"""{{Names}} {{attributes}} public sealed class H { {{methods}} }""",
            "The retry of Placed in handler H of queue 'stock': [Retry(On = …)] names int, which is no exception: nothing throws it. "
                + "Name a type that derives from Exception, or an interface."
        );

    [Fact]
    public Task Says_once_what_holds_for_every_method_of_the_class() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names
                + """
                [Retry(3, Never = [|[typeof(int)]|])]
                [Handler(Names.Stock)]
                public sealed class H { public void Handle(Placed placed) { } public void Handle(Paid paid) { } }
                """
        );

    [Fact]
    public Task A_type_that_does_not_exist_is_the_compiler_s_to_report() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names
                + "[Retry(On = [typeof({|CS0246:Missing|})])] [Handler(Names.Stock)] public sealed class H { public void Handle(Placed placed) { } }"
        );

    [Fact]
    public Task Says_of_a_middleware_around_every_handler_what_start_up_says() =>
        Rule<HandlerShapeRule>.CheckMessageAsync(
            "[assembly: CLSCompliant(false), Middleware(typeof(Fine)), Middleware({|#0:typeof(Plain)|})]"
                + Names
                + Fine
                + "[Handler(Names.Stock)] public sealed class H { public void Handle(Placed placed) { } }",
            "Plain cannot be a middleware: it needs to be a class with a constructor that can be called and a public method "
                + "InvokeAsync(MessageContext, Next) that returns Task or ValueTask."
        );

    [Theory]
    [InlineData("[assembly: Middleware(typeof(Fine))]")]
    [InlineData("[assembly: Middleware(typeof({|CS0246:Missing|}))]")]
    [InlineData("[assembly: Middleware({|CS1503:\"Plain\"|})]")]
    [InlineData("[assembly: CLSCompliant(false)]")]
    public Task Is_silent_on_other_attributes_of_the_assembly(string attributes) =>
        Rule<HandlerShapeRule>.CheckAsync(attributes + Names + Fine);

    /// <summary>It can be called, and no module could say where it comes from.</summary>
    [Fact]
    public Task Reports_a_message_that_is_written_by_hand() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names
                + """
                public sealed class Own : IMessage<Own>
                {
                    static MessageDescriptor IMessage<Own>.Descriptor { get; } = new() { Name = "Own", Schema = 0, Fields = "" };
                    static int IMessage<Own>.GetSizeBound(Own message, int depth) => 0;
                    static void IMessage<Own>.Write(ref ProtoWriter writer, Own message) { }
                    static Own IMessage<Own>.Read(ref ProtoReader reader) => new();
                    static int IMessage<Own>.WriteRoutingKey(Own message, Span<byte> destination) => 0;
                }
                [Handler(Names.Stock)] public sealed class H { public void [|Handle|](Own own) { } }
                """
        );

    [Fact]
    public Task A_private_nested_handler_cannot_be_reached() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names
                + "public static class Outer { [Handler(Names.Stock)] private sealed class [|H|] { public void Handle(Placed placed) { } } }"
        );

    [Fact]
    public Task Reports_the_second_handler_of_a_queue() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names
                + """
                [Handler(Names.Stock)] public sealed class First { public void Handle(Placed placed) { } }
                [Handler([|Names.Stock|])] public sealed class Second { public void Handle(Paid paid) { } }
                """
        );

    [Fact]
    public Task A_library_s_handler_of_the_queue_runs_only_where_a_host_names_it() =>
        Rule<HandlerShapeRule>.CheckWithLibraryAsync(
            "[Handler(Names.Stock)] public sealed class Mine { public void Handle(Paid paid) { } }",
            Names + "[Handler(Names.Stock)] public sealed class Theirs { public void Handle(Placed placed) { } }"
        );

    [Fact]
    public Task A_class_that_is_no_handler_may_do_as_it_likes() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names + "public sealed class H { public async void Handle(Placed placed) => await Task.Yield(); }"
        );

    [Fact]
    public Task Says_what_to_return() =>
        Rule<HandlerShapeRule>.CheckMessageAsync(
            Names
                + "[Handler(Names.Stock)] public sealed class H { public async void {|#0:Handle|}(Placed placed) => await Task.Yield(); }",
            "'Handle' is async void: nobody can wait for it, and the message would count as handled before the work is done. Return Task or ValueTask."
        );

    private static Task CheckAsync(string type) => Rule<HandlerShapeRule>.CheckAsync($"{Names} [Handler(Names.Stock)] {type}");

    private static Task CheckWarningAsync(string source, string message) =>
        Rule<HandlerShapeRule>.CheckMessageAsync(Names + source, message, DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Handel", "Handle")]
    [InlineData("Hanlde", "Handle")]
    [InlineData("handle", "Handle")]
    [InlineData("Hande", "Handle")]
    [InlineData("HandelAsync", "HandleAsync")]
    [InlineData("HandleAsnyc", "HandleAsync")]
    [InlineData("HandleAsyn", "HandleAsync")]
    public Task Warns_of_a_name_with_a_mistake_of_typing(string name, string meant) =>
        CheckWarningAsync(
            $"[Handler(Names.Stock)] public sealed class H {{ public void Handle(Placed placed) {{ }} public Task {{|#0:{name}|}}(Paid paid) => Task.CompletedTask; }}",
            $"'{name}' is never called: it takes Paid, which nothing in 'H' handles, and its name is '{meant}' but for a mistake of typing. Call it '{meant}', or make it private."
        );

    [Theory]
    [InlineData("public bool Handel(Paid paid) => true;")]
    [InlineData("public void Handles(Paid paid) { }")]
    [InlineData("public void Handled(Paid paid) { }")]
    [InlineData("public void HandleCore(Paid paid) { }")]
    [InlineData("public void HandlePaid(Paid paid) { }")]
    [InlineData("public void Bundle(Paid paid) { }")]
    [InlineData("public void Handel(Placed placed) { }")]
    [InlineData("public void Handel(Plain plain) { }")]
    [InlineData("void Handel(Paid paid) { }")]
    [InlineData("public void Handel() { }")]
    [InlineData("public void HandleA(Paid paid) { }")]
    [InlineData("public void Handle1(Paid paid) { }")]
    [InlineData("public void Handle_(Paid paid) { }")]
    [InlineData("public Task HandleAsync2(Paid paid) => Task.CompletedTask;")]
    [InlineData("public void Handel(Paid paid) { } public void Other(Paid paid) => Handel(paid);")]
    [InlineData("public void Handel(Paid paid) { } public Action<Paid> Other() => this.Handel;")]
    public Task Is_silent_on_helpers(string method) =>
        CheckAsync($"public sealed class H {{ public void Handle(Placed placed) {{ }} {method} }}");

    [Theory]
    [InlineData("{ foreach (var one in new Paid[0]) Handle(one, placed); } private void Handle(Paid paid, Placed of) { }")]
    [InlineData("{ Array.ForEach(new Paid[0], Handle); } private void Handle(Paid paid) { }")]
    [InlineData("{ this.Handle(new Paid(1)); } private void Handle(Paid paid, int times = 1) { }")]
    [InlineData("{ H.Handle(new Paid(1)); } private static void Handle(Paid paid) { }")]
    [InlineData("{ } private void Handle(Paid paid, Placed of) { }")]
    [InlineData("{ } private void Handle(Paid paid, string why) { }")]
    [InlineData("{ } private void Handle(Paid paid, ref int count) { }")]
    [InlineData("{ } protected override void Handle(Paid paid) => base.Handle(paid);")]
    [InlineData("{ } protected override void Handle(Paid paid) { }")]
    public Task Is_silent_on_overloads_that_are_helpers(string rest) =>
        CheckAsync(
            $"public class H : Root {{ public void Handle(Placed placed) {rest} }} public class Root {{ protected virtual void Handle(Paid paid) {{ }} }}"
        );

    [Theory]
    [InlineData("private void {|#0:Handle|}(Paid paid) { }")]
    [InlineData("protected void {|#0:Handle|}(Paid paid, IServiceProvider services, CancellationToken token) { }")]
    [InlineData("private void {|#0:Handle|}(Paid paid, IMessageBus bus) { } public void Run(Placed placed) => Handle(placed);")]
    [InlineData("private void {|#0:Handle|}(Paid paid) { } private IDo _do = null!; void Other(Paid paid) => _do.Handle(paid);")]
    public Task Warns_of_a_method_that_is_not_public(string method) =>
        CheckWarningAsync(
            $"public interface IDo {{ void Handle(Paid paid); }} [Handler(Names.Stock)] public class H {{ public void Handle(Placed placed) {{ }} {method} }}",
            "'Handle' of Paid is not public, so that it is never called. Make it public, or give it another name if it is not meant to handle messages."
        );

    [Fact]
    public Task Is_silent_on_what_an_interface_calls_so() =>
        Rule<HandlerShapeRule>.CheckAsync(
            Names
                + "public interface I { void Handel(Paid paid); } [Handler(Names.Stock)] public sealed class H : I { public void Handle(Placed placed) { } public void Handel(Paid paid) { } }"
        );

    [Theory]
    [InlineData("Retry(3)", "Retry")]
    [InlineData("Idempotent", "Idempotent")]
    [InlineData("Discard(\"why\")", "Discard")]
    [InlineData("Middleware(typeof(Fine))", "Middleware")]
    public Task Warns_of_a_policy_on_a_class_that_is_no_handler(string attribute, string name) =>
        CheckWarningAsync(
            Fine + $"[{{|#0:{attribute}|}}] public class H {{ public void Handle(Placed placed) {{ }} }}",
            $"[{name}] holds for nothing: it stands on 'H', which is no [Handler], and a class hands no policy on to those that derive from it. Put it on the handler class or its method."
        );

    [Fact]
    public Task Warns_of_a_policy_on_a_method_that_handles_nothing() =>
        CheckWarningAsync(
            "[Handler(Names.Stock)] public sealed class H { public void Handle(Placed placed) => Run(); [{|#0:Retry(3)|}] void Run() { } }",
            "[Retry] holds for nothing: it stands on 'Run', which handles no message by that name. Put it on Handle or HandleAsync, or on the class."
        );

    [Theory]
    [InlineData("[Idempotent(Key = {|#0:\"Nothing\"|})]", "Nothing", "Placed has no property 'Nothing' that generated code can read")]
    [InlineData("[Idempotent(Key = {|#0:nameof(Placed.Lines)|})]", "Lines", "Placed.Lines is of type int[], which cannot be one")]
    public Task Says_of_an_inbox_key_what_start_up_says(string attribute, string key, string problem) =>
        Rule<HandlerShapeRule>.CheckMessageAsync(
            Names.Replace("Placed(int Number)", "Placed(int Number, int[] Lines)", StringComparison.Ordinal)
                + $"[Handler(Names.Stock)] public sealed class H {{ {attribute} public void Handle(Placed placed) {{ }} }}",
            $"The inbox key of Placed in handler H of queue 'stock' is '{key}', and {problem}. Name a property in [Idempotent(Key = …)] that is text, a number, an enum, a Guid, or a date or time."
        );
}
