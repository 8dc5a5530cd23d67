using Waybill.Manifests;

namespace Waybill.Roslyn.Parsing;

/// <summary>A handler class: its policies as data, and what calls to it must be made of. Compares by value and holds no Roslyn object.</summary>
/// <param name="Entry">The policies, for the manifest.</param>
/// <param name="Class">The class and how an instance of it is made.</param>
/// <param name="IsCallable">Whether generated code can name the class. Nothing is generated for one of which it cannot but its entry, which says why.</param>
/// <param name="Methods">The methods, one for each message type.</param>
/// <param name="Middlewares">The class's own middlewares, the outermost first.</param>
/// <param name="Marks">The marks of what calls to it name, but for the middlewares.</param>
internal sealed record HandlerModel(
    HandlerEntry Entry,
    ConstructedModel Class,
    bool IsCallable,
    EquatableArray<HandlerMethodModel> Methods,
    EquatableArray<MiddlewareModel> Middlewares,
    MarksModel Marks
)
{
    /// <summary>
    /// The name of the generated class that holds the calls: unique in the assembly, for no identifier begins with the digit that marks an underscore; and
    /// no name of what lies in it or beside it, for those end otherwise.
    /// </summary>
    public string EntryPoint => Entry.Type.Replace("_", "_0").Replace('.', '_') + "_Calls";
}
