using System.Text.RegularExpressions;

namespace Waybill.Package.Tests.Templates;

/// <summary>A fenced block of a page.</summary>
/// <param name="Kind">What stands after the fence: sh, text, csharp.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="File">The last file that the text before it names; null when it names none.</param>
internal sealed partial record TutorialStep(string Kind, string[] Lines, string? File)
{
    public static IReadOnlyList<TutorialStep> Read(string page)
    {
        var steps = new List<TutorialStep>();
        var end = 0;
        foreach (Match block in Block().Matches(page))
        {
            var before = page[end..block.Index];
            end = block.Index + block.Length;
            var file = FileName().Matches(before) is { Count: > 0 } names ? names[^1].Groups[1].Value : null;
            steps.Add(new TutorialStep(block.Groups[1].Value, block.Groups[2].Value.TrimEnd('\n').Split('\n'), file));
        }

        return steps;
    }

    [GeneratedRegex("^```([a-z ]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`(\w+\.cs)`")]
    private static partial Regex FileName();
}
