using System.CommandLine;
using Waybill.Cli.Journals;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Verbs;

/// <summary>The argument and option that verbs on a journal share.</summary>
internal sealed class JournalArguments
{
    /// <summary>When every verb ends with <see cref="ExitCodes.Unusable"/>, as part of its description.</summary>
    public const string Unusable = "2 for a mistake in the command, and for a folder that is no broker's, is in use or cannot be read";

    /// <summary>When the verbs that tell it end with <see cref="ExitCodes.NotUnderstood"/>.</summary>
    public const string NotUnderstood = "3 when a newer version wrote something";

    private const string Interrupted = "130 when it is interrupted";

    private readonly Argument<string> _folder = new("DIR") { Description = "The folder that the embedded broker was given." };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints JSON." };

    /// <summary>A verb that takes a folder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does and when it ends with which exit code, without a full stop.</param>
    /// <param name="more">Options that it has besides.</param>
    public Command Verb(string name, string description, params ReadOnlySpan<Option> more)
    {
        var verb = new Command(name, $"{description}; {Interrupted}.") { _folder, Json };
        foreach (var option in more)
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    /// <summary>A verb that reads a folder once through and tells what it found.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="print">Prints what was found, as JSON or not, and returns the exit code.</param>
    public Command ReadingVerb(string name, string description, Func<JournalFolder, FolderReading, bool, int> print)
    {
        var verb = Verb(name, description);
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var folder = await OpenAsync(parsed, cancellationToken);
                return print(folder, FolderReading.Read(folder), parsed.GetValue(Json));
            }
        );
        return verb;
    }

    public Task<JournalFolder> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        JournalInput.OpenAsync(parsed.GetValue(_folder)!, cancellationToken);
}
