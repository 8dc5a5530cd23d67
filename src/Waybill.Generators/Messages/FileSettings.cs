using Waybill.Roslyn;

namespace Waybill.Generators;

/// <summary>What a message's file needs to know beside the message.</summary>
/// <param name="Alike">The names of types that <see cref="HintNames.Alike"/> tells apart.</param>
/// <param name="Naming">How JSON names members.</param>
internal sealed record FileSettings(EquatableArray<string> Alike, JsonNaming Naming)
{
    public string Hint(string fullName, string kind) => HintNames.Of(fullName, kind, Alike);
}
