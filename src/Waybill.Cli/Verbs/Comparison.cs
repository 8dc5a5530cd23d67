using System.CommandLine;
using Waybill.Cli.Input;
using Waybill.Cli.Output;
using Waybill.Schemas;

namespace Waybill.Cli.Verbs;

/// <summary>A verb that compares an assembly with its lock file and changes nothing.</summary>
internal static class Comparison
{
    public static Command Create(string name, string description, Report report, Func<IReadOnlyList<SchemaChange>, int> exitCode)
    {
        var options = new SchemaOptions();
        var verb = options.LockVerb(name, description, options.Json);
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var target = await options.TargetAsync(parsed, cancellationToken);
                var locked = await LockPath.ReadAsync(options.LockOf(parsed, target), cancellationToken);
                var changes = AssemblyFile.Changes(locked, AssemblyFile.Read(target.Assembly), target.Assembly);
                if (parsed.GetValue(options.Json))
                {
                    report.Json(ChangesJson.Of(changes));
                }
                else
                {
                    report.Changes(changes);
                }

                return exitCode(changes);
            }
        );
        return verb;
    }
}
