using System.CommandLine;
using Waybill.Cli.Input;
using Waybill.Cli.Output;
using Waybill.Schemas;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill schema accept</c>.</summary>
internal static class AcceptVerb
{
    public static Command Create(Report report)
    {
        var options = new SchemaOptions();
        var noBuild = new Option<bool>("--no-build") { Description = "Takes what a project built before." };
        var verb = options.LockVerb(
            "accept",
            "Builds a project and writes what its messages are now into the lock file. Numbers and names that were used stay reserved there, as long as the message or enum stays.",
            noBuild,
            options.Json
        );
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var target = await options.TargetAsync(parsed, cancellationToken, build: !parsed.GetValue(noBuild));
                var path = options.LockOf(parsed, target);
                if (parsed.GetValue(noBuild))
                {
                    target.RequireFresh();
                }

                var schema = AssemblyFile.Read(target.Assembly);
                var locked = await LockPath.FindAsync(path, cancellationToken);
                var compared = new Compared(target, path);
                var changes = AssemblyFile.Changes(locked ?? SchemaSet.Of([], []), schema, target.Assembly);
                var next = locked is null ? schema : SchemaUpdate.Next(locked, schema, static _ => true);
                await WholeFile.WriteAsync(path, LockFile.Write(next), cancellationToken);
                if (parsed.GetValue(options.Json))
                {
                    report.Json(ChangesJson.Of(changes, compared));
                }
                else if (locked is null)
                {
                    report.Line($"{ShownPath.Of(path)} is new: {schema.Messages.Count} messages. Commit it.");
                }
                else
                {
                    report.Changes(changes, compared);
                    report.Line($"{ShownPath.Of(path)} is written. Commit it.");
                }

                return ExitCodes.Fine;
            }
        );
        return verb;
    }
}
