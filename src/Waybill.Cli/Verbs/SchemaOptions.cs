using System.CommandLine;
using Waybill.Cli.Input;
using Waybill.Schemas;

namespace Waybill.Cli.Verbs;

/// <summary>The arguments and options that verbs share.</summary>
internal sealed class SchemaOptions
{
    private readonly Argument<string> _target = new("TARGET")
    {
        Description = "An assembly (.dll), a project (.csproj) that is built, or a project's folder.",
        DefaultValueFactory = static _ => ".",
    };

    private readonly Option<string> _configuration = new("--configuration", "-c")
    {
        Description = "The configuration of a project.",
        HelpName = "NAME",
        DefaultValueFactory = static _ => "Debug",
    };

    private readonly Option<string?> _lock = new("--lock")
    {
        Description = $"The lock file. By default {LockFile.Name} beside the project; for an assembly, in the current folder.",
        HelpName = "FILE",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints JSON." };

    /// <summary>A verb that takes a target.</summary>
    public Command Verb(string name, string description, params ReadOnlySpan<Option> more)
    {
        var verb = new Command(name, description) { _target, _configuration };
        foreach (var option in more)
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    /// <summary>A verb that compares a target with its lock file.</summary>
    public Command LockVerb(string name, string description, params ReadOnlySpan<Option> more)
    {
        var verb = Verb(name, description, more);
        verb.Options.Add(_lock);
        return verb;
    }

    public Task<Target> TargetAsync(ParseResult parsed, CancellationToken cancellationToken, bool build = false) =>
        Target.FindAsync(parsed.GetValue(_target)!, parsed.GetValue(_configuration)!, build, cancellationToken);

    public string LockOf(ParseResult parsed, Target target) => parsed.GetValue(_lock) ?? Path.Combine(target.Folder, LockFile.Name);
}
