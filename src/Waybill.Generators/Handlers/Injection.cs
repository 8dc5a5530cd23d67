using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes constructor calls and arguments.</summary>
internal static class Injection
{
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    /// <summary><c>new global::Shop.InventoryHandler(…)</c>, with arguments of the delivery <c>context</c>.</summary>
    public static string New(ConstructedModel type) => $"new {type.Type}({Arguments(type.Arguments, type.Name)})";

    /// <summary>A lambda that makes a singleton of the host's services.</summary>
    public static string SharedFactory(ConstructedModel type)
    {
        if (type.ProblemAsSingleton is { } problem)
        {
            return $"static _ => throw new global::System.InvalidOperationException({SymbolNames.Literal(problem)})";
        }

        return $"static services => new {type.Type}({string.Join(", ", type.Arguments.Select(argument => Shared(argument, type.Name)))})";
    }

    /// <summary>Arguments of the delivery <c>context</c>.</summary>
    public static string Arguments(IEnumerable<InjectedModel> arguments, string consumer) =>
        string.Join(", ", arguments.Select(argument => Scoped(argument, consumer)));

    private static string Scoped(InjectedModel argument, string consumer) =>
        argument.Source switch
        {
            InjectedFrom.Context => "context",
            InjectedFrom.CancellationToken => "context.CancellationToken",
            InjectedFrom.Bus => "context.Bus",
            InjectedFrom.ServiceProvider => "context.Services",
            _ => Resolve("context.Services", argument, consumer),
        };

    private static string Shared(InjectedModel argument, string consumer) =>
        argument.Source == InjectedFrom.ServiceProvider ? "services" : Resolve("services", argument, consumer);

    private static string Resolve(string services, InjectedModel argument, string consumer) =>
        (argument.Key, argument.Default) switch
        {
            (null, null) => $"{services}.Require<{argument.Annotated}>({SymbolNames.Literal(consumer)})",
            (null, InjectedModel.Nothing) => $"{services}.Find<{argument.Annotated}>()",
            (null, { } value) => $"{services}.FindOr<{argument.Annotated}>({value})",
            ({ } key, null) => $"{KeyedServices}.GetRequiredKeyedService<{argument.Annotated}>({services}, {key})",
            ({ } key, InjectedModel.Nothing) => $"{KeyedServices}.GetKeyedService<{argument.Annotated}>({services}, {key})",
            ({ } key, { } value) => $"({KeyedServices}.GetKeyedService<{argument.Annotated}>({services}, {key}) ?? {value})",
        };
}
