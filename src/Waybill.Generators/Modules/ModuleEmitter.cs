using Microsoft.CodeAnalysis.Text;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes an assembly's module type.</summary>
internal static class ModuleEmitter
{
    public static SourceText Emit(ModuleModel module)
    {
        var writer = new SourceWriter().Header();
        var name = SymbolNames.Escape(module.Name);
        var global = $"global::{ModuleName.Escape(new ModuleName(module.Namespace, module.Name).FullName)}";
        writer.Line();
        writer.Line($"[assembly: global::Waybill.Generated.WaybillManifest(typeof({global}), {global}.Manifest)]");
        writer.Line();
        if (module.Namespace.Length != 0)
        {
            writer.Line($"namespace {ModuleName.Escape(module.Namespace)};");
            writer.Line();
        }

        writer.Line(
            $"/// <summary>The messages, topology and handlers of {Xml(module.Assembly)}: <c>AddWaybill&lt;{module.Name}&gt;(…)</c> runs them.</summary>"
        );
        writer.Open($"public sealed class {name} : global::Waybill.Generated.IWaybillModule");
        EmitManifest(writer, module.Manifest);
        writer.Line();
        writer.Line($"private {name}() {{ }}");
        writer.Line();
        writer.Line("static string global::Waybill.Generated.IWaybillModule.Manifest => Manifest;");
        writer.Line();
        writer.Line("#pragma warning disable // Modules and handlers that are obsolete or experimental run all the same.");
        EmitMethod(
            writer,
            "AddReferences",
            module.References.Select(reference => $"registry.Include<global::{ModuleName.Escape(reference)}>();")
        );
        EmitMethod(writer, "AddHandlers", module.Handlers.Select(handler => $"global::Waybill.Generated.{handler}.AddTo(registry);"));
        writer.Close();
        return writer.ToSourceText();
    }

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static void EmitManifest(SourceWriter writer, string manifest)
    {
        writer.Line("/// <summary>What this assembly declares, as versioned text.</summary>");
        writer.RawText("public const string Manifest = ", manifest, ";");
    }

    private static void EmitMethod(SourceWriter writer, string name, IEnumerable<string> statements)
    {
        writer.Line();
        var header = $"static void global::Waybill.Generated.IWaybillModule.{name}(global::Waybill.Generated.IModuleRegistry registry)";
        var lines = statements.ToList();
        if (lines.Count == 0)
        {
            writer.Line($"{header} {{ }}");
            return;
        }

        writer.Open(header);
        foreach (var line in lines)
        {
            writer.Line(line);
        }

        writer.Close();
    }
}
