using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>
/// Writes which services a call resolves, so that the runtime can do without a scope where all of them are singletons, and which of them must be there.
/// </summary>
internal static class ServicesEmitter
{
    // A plain service of the same type says nothing of a keyed one, and nothing proves the container that is asked for it.
    private const string Keyed = "global::Microsoft.Extensions.DependencyInjection.IKeyedServiceProvider";

    public static void Emit(SourceWriter writer, HandlerOutput output, HandlerMethodModel method)
    {
        // A singleton's constructor takes the host's services, not the delivery's.
        IEnumerable<InjectedModel> instance =
            method.IsStatic || output.Handler.Entry.Lifetime == HandlerLifetime.Singleton ? [] : output.Handler.Class.Arguments;
        var arguments = instance
            .Concat(method.Arguments)
            .Concat(output.Middlewares.SelectMany(middleware => middleware.Class.Arguments))
            .ToList();
        var services = arguments
            .Where(argument => argument.Source == InjectedFrom.Services)
            .Select(argument => argument.Key is null ? argument.Type : Keyed)
            .Distinct()
            .ToList();
        if (services.Count != 0)
        {
            writer.Line(
                $"private static readonly global::System.Type[] s_services = [{string.Join(", ", services.Select(type => $"typeof({type})"))}];"
            );
            writer.Line();
            writer.Line("public override global::System.ReadOnlySpan<global::System.Type> Services => s_services;");
            writer.Line();
        }

        var seesContext =
            output.Middlewares.Count != 0
            || arguments.Any(argument => argument.Source is InjectedFrom.Context or InjectedFrom.ServiceProvider);
        if (seesContext)
        {
            writer.Line("public override bool SeesContext => true;");
            writer.Line();
        }

        EmitRequired(writer, output, method);
        EmitKept(writer, output.Handler, method);
    }

    private static void EmitRequired(SourceWriter writer, HandlerOutput output, HandlerMethodModel method)
    {
        var handler = output.Handler.Class;
        var required = (method.IsStatic ? [] : handler.Arguments)
            .Concat(method.Arguments)
            .Select(argument => (Argument: argument, Consumer: handler.Name))
            .Concat(
                output.Middlewares.SelectMany(middleware =>
                    middleware.Class.Arguments.Select(argument => (Argument: argument, Consumer: middleware.Class.Name))
                )
            )
            .Where(item => item.Argument is { Source: InjectedFrom.Services, Default: null });
        EmitList(writer, "RequiredService", required);
    }

    /// <summary>What the one instance of a singleton is made with. Its own problem is said otherwise.</summary>
    private static void EmitKept(SourceWriter writer, HandlerModel handler, HandlerMethodModel method)
    {
        var isShared = !method.IsStatic && handler.Entry.Lifetime == HandlerLifetime.Singleton;
        var kept = isShared ? handler.Class.Arguments.Where(argument => argument.Source == InjectedFrom.Services) : [];
        EmitList(writer, "KeptService", kept.Select(argument => (argument, handler.Class.Name)));
    }

    private static void EmitList(SourceWriter writer, string type, IEnumerable<(InjectedModel Argument, string Consumer)> services)
    {
        var elements = services
            .Select(service =>
                $"new {type}(typeof({service.Argument.Type}), {SymbolNames.Literal(service.Consumer)}{(service.Argument.Key is { } key ? $", {key}" : "")})"
            )
            .Distinct()
            .ToList();
        if (elements.Count == 0)
        {
            return;
        }

        writer.Line($"public override global::System.Collections.Generic.IReadOnlyList<{type}> {type}s =>");
        writer.Line("[");
        foreach (var element in elements)
        {
            writer.Line($"\t{element},");
        }

        writer.Line("];");
        writer.Line();
    }
}
