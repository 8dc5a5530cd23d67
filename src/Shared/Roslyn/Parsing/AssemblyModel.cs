namespace Waybill.Roslyn.Parsing;

/// <summary>What an assembly says about itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ModuleName">The name that <c>[assembly: WaybillModule]</c> gives the module; null for none.</param>
/// <param name="Middlewares">The middlewares around every handler, the outermost first.</param>
internal sealed record AssemblyModel(string Name, string? ModuleName, EquatableArray<MiddlewareModel> Middlewares)
{
    /// <summary>How <c>[assembly: WaybillJson]</c> names members in JSON; null where it does not stand.</summary>
    public JsonNaming? Json { get; init; }
}
