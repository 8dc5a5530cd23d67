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
        Description = $"The lock file. By default {LockFile.Name} beside the project; an assembly has none of its own.",
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

    /// <summary>A verb that needs a target's lock file.</summary>
    public Command LockVerb(string name, string description, params ReadOnlySpan<Option> more)
    {
        var verb = Verb(name, description, more);
        verb.Options.Add(_lock);
        return verb;
    }

    public Task<Target> TargetAsync(ParseResult parsed, CancellationToken cancellationToken, bool build = false) =>
        Target.FindAsync(parsed.GetValue(_target)!, parsed.GetValue(_configuration)!, build, cancellationToken);

    /// <summary>The lock file of a target, whether it is there or not.</summary>
    /// <exception cref="InputException">Nothing says which one: an assembly may lie anywhere, and be of any age.</exception>
    public string LockOf(ParseResult parsed, Target target) =>
        parsed.GetValue(_lock)
        ?? DefaultLock(target)
        ?? throw new InputException(
            $"{target.Assembly} is an assembly, which has no {LockFile.Name} of its own. Name the file with --lock, or name the project."
        );

    /// <summary>What the lock file of a target has; null when there is none and the command names none.</summary>
    /// <exception cref="InputException">It cannot be read, or the command names one that is not there.</exception>
    public async Task<SchemaSet?> FindLockedAsync(ParseResult parsed, Target target, CancellationToken cancellationToken) =>
        parsed.GetValue(_lock) is { } named ? await LockPath.ReadAsync(named, cancellationToken)
        : DefaultLock(target) is { } path ? await LockPath.FindAsync(path, cancellationToken)
        : null;

    /// <summary>The same, with what the lock files of the projects have that a target's references; null when there is none at all.</summary>
    /// <exception cref="InputException">One cannot be read.</exception>
    public async Task<SchemaSet?> FindAllLockedAsync(ParseResult parsed, Target target, CancellationToken cancellationToken)
    {
        List<SchemaSet?> found = [await FindLockedAsync(parsed, target, cancellationToken)];
        if (target.Project is { } project)
        {
            foreach (var reference in await ProjectOutput.ReferencesAsync(project.File, project.Configuration, cancellationToken))
            {
                found.Add(await LockPath.FindAsync(LockPath.Beside(reference), cancellationToken));
            }
        }

        var locked = found.OfType<SchemaSet>().ToList();
        return locked.Count == 0
            ? null
            : SchemaSet.Of(locked.SelectMany(schema => schema.Messages), locked.SelectMany(schema => schema.Enums));
    }

    private static string? DefaultLock(Target target) => target.Project is { } project ? LockPath.Beside(project.File) : null;
}
