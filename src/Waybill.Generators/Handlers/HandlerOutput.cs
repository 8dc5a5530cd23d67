using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>What is emitted for one handler class.</summary>
/// <param name="Handler">The class.</param>
/// <param name="Middlewares">Every middleware around it, the outermost first: the assembly's, then its own.</param>
internal sealed record HandlerOutput(HandlerModel Handler, EquatableArray<MiddlewareModel> Middlewares)
{
    /// <summary>The marks of everything that calls to the class name.</summary>
    public MarksModel Marks => MarksModel.Union([Handler.Marks, .. Middlewares.Select(middleware => middleware.Marks)]);
}
