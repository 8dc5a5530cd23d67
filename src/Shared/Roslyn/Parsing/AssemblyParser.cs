using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads the attributes of the assembly that is being compiled.</summary>
internal static class AssemblyParser
{
    public static AssemblyModel Parse(Compilation compilation) =>
        new(
            compilation.AssemblyName ?? "",
            compilation.Assembly.Find("WaybillModuleAttribute")?.Argument<string>(0),
            MiddlewareParser.Parse(compilation.Assembly, compilation.Assembly)
        )
        {
            Json = Naming(compilation),
        };

    /// <summary>How JSON names members; null where the assembly does not say it.</summary>
    public static JsonNaming? Naming(Compilation compilation) =>
        compilation.Assembly.Find("WaybillJsonAttribute")?.NamedEnum("Naming", JsonNaming.CamelCase);
}
