using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Topologies;

namespace Waybill.Analyzers.Reliability;

/// <summary>
/// Finds methods of a handler class that were probably meant to handle a message, but for a mistake of typing in their names. A helper takes a message that the class handles, returns
/// something else, is called by the class itself, or has a name that is a word or goes on with one.
/// </summary>
internal static class MisspelledHandler
{
    private static readonly string[] s_names = ["Handle", "HandleAsync"];

    private static readonly string[] s_words = ["Handles", "Handled", "Handler", "HandlesAsync", "HandledAsync", "HandlerAsync"];

    /// <summary>What is wrong and the way out, in sentences; null for a method that is fine.</summary>
    public static string? Problem(IMethodSymbol method, INamedTypeSymbol handler, CancellationToken cancellationToken)
    {
        var from = handler.ContainingAssembly;
        return
            method
                is { MethodKind: MethodKind.Ordinary, IsOverride: false, IsGenericMethod: false, Parameters: [{ Type: var message }, ..] }
            && !HandlerParser.IsNamed(method)
            && Meant(method.Name) is { } meant
            && from.CanUse(method)
            && MessageTypes.IsMessage(message)
            && ReturnParser.Parse(method) is not null
            && !handler.AllInterfaces.Any(contract => !contract.GetMembers(method.Name).IsEmpty)
            && !HandlerParser.Methods(handler).Any(other => SymbolEqualityComparer.Default.Equals(other.Parameters[0].Type, message))
            // Asked only where all else speaks for a mistake.
            && !MethodNames.In(handler, method.Name, cancellationToken).Any()
            ? $"'{method.Name}' is never called: it takes {message.Name}, which nothing in '{handler.Name}' handles, and its name is '{meant}' but for a mistake of typing. "
                + $"Call it '{meant}', or make it private."
            : null;
    }

    private static string? Meant(string name) =>
        s_words.Contains(name, StringComparer.Ordinal) || GoesOn(name)
            ? null
            : s_names.FirstOrDefault(meant => Math.Abs(meant.Length - name.Length) <= 1 && EditDistance.Of(name, meant) <= 1);

    /// <summary>Whether the name is Handle and the beginning of something else, as in HandleA, Handle2 and Handle_: nobody types that by mistake.</summary>
    private static bool GoesOn(string name) =>
        s_names.Any(meant =>
            name.Length == meant.Length + 1 && name.StartsWith(meant, StringComparison.Ordinal) && IsBeginning(name[meant.Length])
        );

    private static bool IsBeginning(char letter) => char.IsUpper(letter) || char.IsDigit(letter) || letter == '_';
}
