using System.CommandLine;
using Waybill.Cli.Input;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill schema show</c>.</summary>
internal static class ShowVerb
{
    public static Command Create(Report report)
    {
        var options = new SchemaOptions();
        var verb = options.Verb("show", "Prints every message with its fields, numbers and types.", options.Json);
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var schema = AssemblyFile.Read((await options.TargetAsync(parsed, cancellationToken)).Assembly);
                if (parsed.GetValue(options.Json))
                {
                    report.Json(SchemaJson.Of(schema));
                }
                else
                {
                    report.Schema(schema);
                }

                return ExitCodes.Fine;
            }
        );
        return verb;
    }
}
