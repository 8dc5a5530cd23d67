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
            .Where(item => item.Argument is { Source: InjectedFrom.Services, Default: null })
            .Select(item =>
                $"new RequiredService(typeof({item.Argument.Type}), {SymbolNames.Literal(item.Consumer)}{(item.Argument.Key is { } key ? $", {key}" : "")})"
            )
            .Distinct()
            .ToList();
        if (required.Count == 0)
        {
            return;
        }

        writer.Line("public override global::System.Collections.Generic.IReadOnlyList<RequiredService> RequiredServices =>");
        writer.Line("[");
        foreach (var service in required)
        {
            writer.Line($"    {service},");
        }

        writer.Line("];");
        writer.Line();
    }
}
