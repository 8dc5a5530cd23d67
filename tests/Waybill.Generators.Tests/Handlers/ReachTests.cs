using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>
/// What is internal in another assembly is out of reach, unless that assembly lets this one in. A build does not even see it; an IDE, where a project reference
/// is a compilation, does.
/// </summary>
public sealed class ReachTests
{
    private const string Library = """
        using System.Threading.Tasks;
        using Waybill;

        namespace Lib;

        [Message] public sealed partial record Sent(string Id) { internal string Inner => Id; }

        [Message] public sealed partial record Other(string Id);

        public abstract class Base { internal void Handle(Other other) { } }

        public sealed class ShutMade { internal ShutMade() { } public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync(); }

        public sealed class ShutCall { internal ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync(); }

        """;

    private const string LetIn = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Host\")]";

    [Fact]
    public void An_inbox_key()
    {
        const string Handler =
            "[Handler(\"q\")] public static class H { [Idempotent(Key = \"Inner\")] public static void Handle(Sent sent) { } }";

        Assert.Contains("Sent has no property 'Inner' that generated code can read", Manifest(Handler));
        Assert.DoesNotContain("has no property", Manifest(Handler, LetIn));
    }

    [Fact]
    public void An_inherited_method()
    {
        const string Handler = "[Handler(\"q\")] public sealed class H : Base { public void Handle(Sent sent) { } }";

        Assert.DoesNotContain("handles\tq\tLib.Other", Manifest(Handler));
        Assert.Contains("handles\tq\tLib.Other", Manifest(Handler, LetIn));
    }

    [Theory]
    [InlineData("ShutMade")]
    [InlineData("ShutCall")]
    public void A_middleware(string type)
    {
        var handler =
            $"[Handler(\"q\")] [Middleware(typeof({type}))] public static class H {{ public static void Handle(Sent sent) {{ }} }}";
        var all = $"[assembly: Middleware(typeof(Lib.{type}))]";

        Assert.Contains($"{type} cannot be a middleware", Manifest(handler));
        Assert.DoesNotContain("cannot be a middleware", Manifest(handler, LetIn));
        Assert.Contains($"{type} cannot be a middleware", Manifest("", before: all));
        Assert.DoesNotContain("cannot be a middleware", Manifest("", LetIn, all));
    }

    /// <summary>The host's manifest; whatever is generated must compile against the open library, and alike against the built one.</summary>
    private static string Manifest(string source, string library = "", string before = "")
    {
        var text = $"using Waybill; using Lib; {before} [Message] public sealed partial record Own; {source}";
        var lib = new GeneratorHarness("Lib").Run(Library, library).AssertClean();
        var open = new GeneratorHarness("Host", lib.Compilation.ToMetadataReference()).Run(text).AssertClean();
        var built = new GeneratorHarness("Host", lib.ToReference()).Run(text).AssertClean();
        Assert.Equal(built.Source("HostModule.g.cs"), open.Source("HostModule.g.cs"));
        return open.Source("HostModule.g.cs");
    }
}
