namespace OrderPipeline;

/// <summary>Says of an error which option and path of the command line it is about, as the user wrote them.</summary>
internal static class UserPath
{
    /// <exception cref="IOException">The action failed; the message names option and path.</exception>
    public static T Open<T>(string option, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            throw OfFile(option, path, e);
        }
    }

    /// <inheritdoc cref="Open{T}"/>
    public static void Open(string option, string path, Action action) =>
        Open(
            option,
            path,
            () =>
            {
                action();
                return true;
            }
        );

    public static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The folder of <c>--data</c> cannot be used.</summary>
    public static IOException OfFolder(string path, Exception exception) => new($"--data: {Unusable(path, exception)}", exception);

    private static IOException OfFile(string option, string path, Exception exception)
    {
        var reason = exception switch
        {
            FileNotFoundException => $"there is no file '{path}'.",
            DirectoryNotFoundException => $"there is no folder for '{path}'.",
            _ => Unusable(path, exception),
        };
        return new IOException($"{option}: {reason}", exception);
    }

    private static string Unusable(string path, Exception exception) =>
        exception is UnauthorizedAccessException ? $"access to '{path}' is denied." : $"'{path}' cannot be used. {exception.Message}";
}
