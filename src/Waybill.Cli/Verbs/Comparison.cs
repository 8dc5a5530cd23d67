using System.CommandLine;
using Waybill.Cli.Input;
using Waybill.Cli.Output;
using Waybill.Schemas;

namespace Waybill.Cli.Verbs;

/// <summary>A verb that compares an assembly with its lock file and changes nothing.</summary>
internal static class Comparison
{
    /// <param name="name">The verb.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="report">Takes what is found.</param>
    /// <param name="mustBeFresh">Whether an assembly is refused that is older than its project's sources.</param>
    /// <param name="exitCode">What the process ends with.</param>
    public static Command Create(
        string name,
        string description,
        Report report,
        bool mustBeFresh,
        Func<IReadOnlyList<SchemaChange>, int> exitCode
    )
    {
        var options = new SchemaOptions();
        var verb = options.LockVerb(name, description, options.Json);
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var target = await options.TargetAsync(parsed, cancellationToken);
                var compared = new Compared(target, options.LockOf(parsed, target));
                if (mustBeFresh)
                {
                    target.RequireFresh();
                }

                var locked = await LockPath.ReadAsync(compared.Lock, cancellationToken);
                var changes = AssemblyFile.Changes(locked, AssemblyFile.Read(target.Assembly), target.Assembly);
                if (parsed.GetValue(options.Json))
                {
                    report.Json(ChangesJson.Of(changes, compared));
                }
                else
                {
                    report.Changes(changes, compared);
                }

                return exitCode(changes);
            }
        );
        return verb;
    }
}
