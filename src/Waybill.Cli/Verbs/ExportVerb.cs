using System.CommandLine;
using System.Text.Json.Nodes;
using Waybill.Cli.Export;
using Waybill.Cli.Input;
using Waybill.Cli.Output;
using Waybill.Schemas;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill schema export</c>.</summary>
internal static class ExportVerb
{
    private const string Proto = "proto";
    private const string JsonSchema = "json-schema";

    public static Command Create(Report report)
    {
        var options = new SchemaOptions();
        var format = new Option<string>("--format")
        {
            Description = "What to write.",
            HelpName = $"{Proto}|{JsonSchema}",
            Required = true,
        };
        format.AcceptOnlyFromAmong(Proto, JsonSchema);
        var folder = new Option<string>("--output", "-o")
        {
            Description = "The folder that the files go into.",
            HelpName = "FOLDER",
            DefaultValueFactory = static _ => ".",
        };
        var verb = options.LockVerb(
            "export",
            "Writes a .proto file or a JSON Schema for programs in other languages, with the messages of referenced assemblies that the assembly's own are made of, and what the lock files of the project and of those that it references reserve.",
            format,
            folder,
            options.Json
        );
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var target = await options.TargetAsync(parsed, cancellationToken);
                var own = AssemblyFile.Read(target.Assembly).Messages.Select(message => message.Name);
                var schema = AssemblyFile.ReadWithReferences(target.Assembly);
                if (await options.FindAllLockedAsync(parsed, target, cancellationToken) is { } locked)
                {
                    // C# forgets what was used once, and a .proto file must not give it away again.
                    schema = SchemaUpdate.Next(locked, schema, static _ => true);
                }

                foreach (var missing in SchemaParts.Missing(schema))
                {
                    report.Warning(
                        $"{missing} is in no assembly beside {target.Assembly}: what is exported says nothing of its fields. Export from the output of an application, where all assemblies lie."
                    );
                }

                var name = Path.GetFileNameWithoutExtension(target.Assembly);
                var files =
                    parsed.GetValue(format) == Proto ? ProtoExporter.Export(name, schema, own) : JsonSchemaExporter.Export(name, schema);
                var paths = new List<string>();
                foreach (var file in files)
                {
                    var path = Path.Combine(parsed.GetValue(folder)!, file.Path);
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                    await WholeFile.WriteAsync(path, file.Text, cancellationToken);
                    paths.Add(path);
                }

                if (parsed.GetValue(options.Json))
                {
                    report.Json(new JsonObject { ["files"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]) });
                }
                else
                {
                    report.Lines(paths);
                }

                return ExitCodes.Fine;
            }
        );
        return verb;
    }
}
