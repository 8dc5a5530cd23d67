using Waybill.Schemas;

namespace Waybill.Cli.Input;

/// <summary>Reads and writes lock files.</summary>
internal static class LockPath
{
    /// <summary>The lock file of a project, whether it is there or not.</summary>
    public static string Beside(string project) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(project))!, LockFile.Name);

    /// <summary>The schema in a lock file; null when there is no file.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static async Task<SchemaSet?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = LockFile.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        return file.Problems.Count == 0
            ? file.Schema
            : throw new InputException(
                string.Join(
                    Environment.NewLine,
                    [
                        .. file.Problems.Select(problem => $"{path}({problem.Line}): {problem.Text}."),
                        $"Mend it, or take the file of the last release from version control.",
                    ]
                )
            );
    }

    /// <summary>The schema in a lock file.</summary>
    /// <exception cref="InputException">There is no such file, or it cannot be read.</exception>
    public static async Task<SchemaSet> ReadAsync(string path, CancellationToken cancellationToken) =>
        await FindAsync(path, cancellationToken)
        ?? throw new InputException($"There is no {path}. Make it with: waybill schema accept. Then commit it.");
}
