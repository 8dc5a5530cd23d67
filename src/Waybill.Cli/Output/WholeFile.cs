using System.Text;

namespace Waybill.Cli.Output;

/// <summary>
/// Writes files whole: whoever reads one meanwhile, or after a crash, finds the text before or the new one, and never half of either. The text is on the disk in a file beside
/// it before that takes its place.
/// </summary>
internal static class WholeFile
{
    /// <exception cref="InputException">It cannot or may not be written; what was there remains.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = "";
        try
        {
            var file = Target(path);
            temporary = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{Path.GetRandomFileName()}");
            await WriteAsync(file, temporary, text, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason =
                Directory.Exists(path) ? "a folder has that name"
                : temporary.Length > 0 ? error.Message.Replace(temporary, path).TrimEnd('.')
                : error.Message.TrimEnd('.');
            throw new InputException(
                $"{path} cannot be written: {reason}. The file and its folder must be writable, since a new file beside it takes its place. Make them so, or name another place."
            );
        }
    }

    private static async Task WriteAsync(string file, string temporary, string text, CancellationToken cancellationToken)
    {
        try
        {
            // Written through, since a failed flush of a FileStream is not always said.
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.WriteThrough | FileOptions.Asynchronous,
                BufferSize = 0,
            };
            await using (var stream = new FileStream(temporary, options))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            }

            if (File.Exists(file))
            {
                KeepPermissions(file, temporary);
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A link remains one: what it points to is replaced.</summary>
    private static string Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static void KeepPermissions(string file, string temporary)
    {
        // To replace a file one need not be allowed to write it; but who forbids that does not want it replaced.
        File.Open(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(file));
        }
    }
}
