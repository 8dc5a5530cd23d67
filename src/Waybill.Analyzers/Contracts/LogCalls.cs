using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Contracts;

/// <summary>The calls whose arguments people read: those of loggers, of the console and of traces.</summary>
internal static class LogCalls
{
    private const string Log = "goes into the log";
    private const string Console = "is written to the console";
    private const string Trace = "goes into a trace";

    private static readonly (string Namespace, string Type, string Prefix, string Where)[] s_calls =
    [
        ("Microsoft.Extensions.Logging", "LoggerExtensions", "", Log),
        ("Microsoft.Extensions.Logging", "ILogger", "", Log),
        ("Serilog", "Log", "", Log),
        ("Serilog", "ILogger", "", Log),
        ("Serilog.Core", "Logger", "", Log),
        ("NLog", "Logger", "", Log),
        ("NLog", "ILogger", "", Log),
        ("NLog", "ILoggerBase", "", Log),
        ("log4net", "ILog", "", Log),
        ("System", "Console", "Write", Console),
        ("System.Diagnostics", "Debug", "", Trace),
        ("System.Diagnostics", "Trace", "", Trace),
        ("System.Diagnostics", "TraceSource", "", Trace),
        ("System.Diagnostics", "Activity", "SetTag", Trace),
        ("System.Diagnostics", "Activity", "AddTag", Trace),
        ("System.Diagnostics", "Activity", "SetBaggage", Trace),
        ("System.Diagnostics", "Activity", "AddBaggage", Trace),
        ("System.Diagnostics", "Activity", "SetStatus", Trace),
    ];

    /// <summary>Whether the call writes a log.</summary>
    public static bool IsLog(IInvocationOperation call) => Where(call, parameter: null) == Log;

    /// <summary>Whether the call writes the elements of a sequence, and not what the sequence says of itself: as loggers with templates do.</summary>
    public static bool ShowsElements(IInvocationOperation call) =>
        IsLog(call) && !(call.TargetMethod.ContainingType.IsNamed("log4net", "ILog"));

    /// <summary>Where an argument goes, as the end of a sentence about it; null for other calls, and for the condition on which something is written.</summary>
    public static string? Where(IInvocationOperation call, IParameterSymbol? parameter)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        foreach (var (space, type, prefix, where) in s_calls)
        {
            if (method.Name.StartsWith(prefix, StringComparison.Ordinal) && method.ContainingType.IsNamed(space, type))
            {
                return where == Trace && parameter is { Name: "condition", Type.SpecialType: SpecialType.System_Boolean } ? null : where;
            }
        }

        return Generating(method) is not null ? Log
            : method.Name.StartsWith("Write", StringComparison.Ordinal)
            && call.Instance is IPropertyReferenceOperation { Property: var writer }
            && writer.ContainingType.IsNamed("System", "Console")
                ? Console
            : null;
    }

    /// <summary>The template of a method whose body is generated from it; null for other methods.</summary>
    public static string? TemplateOf(IMethodSymbol method)
    {
        if (Generating(method) is not { } attribute)
        {
            return null;
        }

        var named = attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "Message").Value;
        var parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(static parameter => parameter.Name == "message");
        return named.IsNull && parameter is not null
            ? attribute.Argument<string>(parameter.Ordinal)
            : attribute.Named<string?>("Message", null);
    }

    private static AttributeData? Generating(IMethodSymbol method) =>
        method
            .GetAttributes()
            .FirstOrDefault(static attribute =>
                attribute.AttributeClass?.IsNamed("Microsoft.Extensions.Logging", "LoggerMessageAttribute") == true
            );
}
