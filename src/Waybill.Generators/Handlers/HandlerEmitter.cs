using Microsoft.CodeAnalysis.Text;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes one file for a handler class: one MessageHandler for each message type, and the method that registers them.</summary>
internal static class HandlerEmitter
{
    private const string InvokeSignature =
        "public override global::System.Threading.Tasks.ValueTask InvokeAsync({0} message, MessageContext context)";

    public static SourceText Emit(HandlerOutput output)
    {
        var handler = output.Handler;
        var methods = Distinct(handler.Methods);
        var writer = new SourceWriter().Header();
        MarkCode.Pragma(writer, output.Marks);
        writer.Line();
        writer.Line("namespace Waybill.Generated;");
        writer.Line();
        writer.Line("using global::System.Threading.Tasks; // Extension methods.");
        writer.Line();
        writer.Line($"/// <summary>Calls <see cref=\"{handler.Class.Type}\"/>.</summary>");
        MarkCode.Attribute(writer, output.Marks);
        writer.Open($"internal static class {handler.EntryPoint}");
        EmitAddTo(writer, handler, methods);
        foreach (var (name, method) in methods)
        {
            writer.Line();
            EmitHandler(writer, name, output, method);
        }

        writer.Close();
        return writer.ToSourceText();
    }

    /// <summary>One method a message type (a second one is reported at start-up), each with a class name that no other has.</summary>
    private static List<(string Name, HandlerMethodModel Method)> Distinct(IEnumerable<HandlerMethodModel> methods)
    {
        var named = new List<(string Name, HandlerMethodModel Method)>();
        foreach (var method in methods.GroupBy(method => method.MessageType).Select(group => group.First()))
        {
            var clashes = named.Count(other => other.Method.MessageName == method.MessageName);
            named.Add(($"{method.MessageName}Handler{(clashes == 0 ? "" : $"_{clashes + 1}")}", method));
        }

        return named;
    }

    private static bool IsShared(HandlerModel handler, HandlerMethodModel method) =>
        !method.IsStatic && handler.Entry.Lifetime == HandlerLifetime.Singleton;

    private static void EmitAddTo(SourceWriter writer, HandlerModel handler, List<(string Name, HandlerMethodModel Method)> methods)
    {
        writer.Open("public static void AddTo(IModuleRegistry registry)");
        if (methods.Any(item => IsShared(handler, item.Method)))
        {
            writer.Line($"var instance = new SharedInstance<{handler.Class.Type}>({Injection.SharedFactory(handler.Class)});");
        }

        foreach (var (name, method) in methods)
        {
            var argument = IsShared(handler, method) ? "instance" : "";
            writer.Line($"registry.AddHandler<{method.MessageType}>({SymbolNames.Literal(handler.Entry.Queue)}, new {name}({argument}));");
        }

        writer.Close();
    }

    private static void EmitHandler(SourceWriter writer, string name, HandlerOutput output, HandlerMethodModel method)
    {
        var handler = output.Handler;
        var isShared = IsShared(handler, method);
        var isDisposable = isShared && handler.Class.Disposal != Disposal.None;
        writer.Open(
            $"private sealed class {name}{(isShared ? $"(SharedInstance<{handler.Class.Type}> instance)" : "")} : MessageHandler<{method.MessageType}>{(isDisposable ? ", global::System.IAsyncDisposable" : "")}"
        );
        ServicesEmitter.Emit(writer, output, method);

        var signature = string.Format(InvokeSignature, method.MessageType);
        if (output.Middlewares.Count == 0)
        {
            CallEmitter.Emit(writer, signature, handler, method);
        }
        else
        {
            writer.Line($"{signature} => new Pipeline(this, message, context).InvokeAsync(0);");
            writer.Line();
            CallEmitter.Emit(
                writer,
                $"private global::System.Threading.Tasks.ValueTask HandleAsync({method.MessageType} message, MessageContext context)",
                handler,
                method
            );
        }

        PolicyEmitter.Emit(writer, handler, method);
        if (isDisposable)
        {
            writer.Line();
            writer.Line("public global::System.Threading.Tasks.ValueTask DisposeAsync() => instance.DisposeAsync();");
        }

        if (output.Middlewares.Count != 0)
        {
            writer.Line();
            PipelineEmitter.Emit(writer, name, method.MessageType, output.Middlewares);
        }

        writer.Close();
    }
}
