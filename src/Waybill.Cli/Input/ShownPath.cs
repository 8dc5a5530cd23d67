using System.Globalization;

namespace Waybill.Cli.Input;

/// <summary>Files as people read of them.</summary>
internal static class ShownPath
{
    /// <summary>A path from where the command runs, if the file lies below.</summary>
    public static string Of(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    /// <summary>A time to the minute, by the clock on the wall.</summary>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
