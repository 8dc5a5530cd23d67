using System.Text.RegularExpressions;
using Waybill.Crash.Processes;

namespace Waybill.Crash.Faults;

/// <summary>Runs children in a folder as a scene wants it, with calls that fail or without.</summary>
internal sealed partial class FaultStage : IDisposable
{
    private const int NumbersPerChild = 1_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("waybill-faults-").FullName;
    private readonly Dictionary<Scene, IReadOnlyList<Entry>> _before = [];
    private readonly Dictionary<Scene, IReadOnlyList<string>> _paths = [];
    private readonly string[] _childArguments;
    private int _kept;

    public FaultStage(IEnumerable<string> childArguments)
    {
        _childArguments = [.. childArguments];
        foreach (var scene in Enum.GetValues<Scene>())
        {
            _before[scene] = Prepare(scene);
        }
    }

    /// <summary>The broker's folder.</summary>
    public string Data => Path.Combine(Point, "data");

    /// <summary>The folder that it is created in.</summary>
    public string Point => Path.Combine(_root, "point");

    /// <summary>What the children of a scene had said before it.</summary>
    public IReadOnlyList<Entry> Before(Scene scene) => _before[scene];

    /// <summary>Runs a child of whose calls the given one fails, the first time that a thread makes it so many times.</summary>
    /// <exception cref="ToolException">The child did not end.</exception>
    public FaultOutcome Run(Fault fault, int when)
    {
        Reset(fault.Scene);
        var paths = Paths(fault.Scene).SelectMany(path => (string[])["-P", path]);
        return RunChild(
            NumbersPerChild,
            dies: false,
            [.. paths, "-e", $"trace=write,{fault.Call}", "-e", $"inject={fault.Call}:error={fault.Error}:when={when}"]
        );
    }

    /// <summary>Keeps the folder as it is, for whoever looks into a violation.</summary>
    public string Keep()
    {
        var kept = Path.Combine(_root, $"violation-{++_kept}");
        Directory.Move(Point, kept);
        return kept;
    }

    public void Dispose()
    {
        if (_kept == 0)
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    /// <summary>Why strace cannot be used here; null when it can.</summary>
    public static string? Missing() =>
        Tool.Try(() => Tool.Run("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"));

    private IReadOnlyList<Entry> Prepare(Scene scene)
    {
        if (scene == Scene.New)
        {
            return [];
        }

        Reset(Scene.New);
        var outcome = RunChild(0, dies: scene == Scene.Killed, strace: null);
        CopyFolder(Data, Saved(scene));
        return outcome.Said;
    }

    /// <summary>The files and folders that a child uses, learned from one whose calls all succeed.</summary>
    private IReadOnlyList<string> Paths(Scene scene)
    {
        if (!_paths.TryGetValue(scene, out var paths))
        {
            RunChild(NumbersPerChild, dies: false, ["-e", "trace=openat,/^rename"]);
            var inPoint = File.ReadLines(TraceFile).SelectMany(line => Quoted().Matches(line)).Select(match => match.Groups[1].Value);
            paths = [Point, LedgerFile, .. inPoint.Where(path => path.StartsWith(Data, StringComparison.Ordinal)).Distinct()];
            _paths.Add(scene, paths);
            Reset(scene);
        }

        return paths;
    }

    private FaultOutcome RunChild(int first, bool dies, string[]? strace)
    {
        string[] traced = strace is null ? [] : ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "80", "-o", TraceFile, .. strace];
        string[] arguments =
        [
            "fault-child",
            "--data",
            Data,
            "--first",
            $"{first}",
            .. dies ? (string[])["--dies"] : [],
            .. _childArguments,
        ];
        using var child = new ChildProcess(LedgerFile, ErrorFile, [.. traced, .. ChildProcess.Command, .. arguments]);
        var ended = child.WaitForExit(s_limit);
        return new FaultOutcome(
            ended ? child.ExitCode : null,
            [.. ChildProcess.Lines(LedgerFile).Select(Entry.Parse)],
            strace is null ? [] : ChildProcess.Lines(TraceFile),
            File.ReadAllText(ErrorFile)
        );
    }

    private void Reset(Scene scene)
    {
        if (Directory.Exists(Point))
        {
            Directory.Delete(Point, recursive: true);
        }

        Directory.CreateDirectory(Point);
        if (scene != Scene.New)
        {
            CopyFolder(Saved(scene), Data);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private string Saved(Scene scene) => Path.Combine(_root, $"{scene}");

    private string LedgerFile => Path.Combine(Point, "ledger");

    private string ErrorFile => Path.Combine(Point, "errors");

    private string TraceFile => Path.Combine(Point, "trace");

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}

/// <summary>What became of a child.</summary>
/// <param name="ExitCode">Its exit code; null when it did not end.</param>
/// <param name="Said">What it said.</param>
/// <param name="Trace">What strace wrote.</param>
/// <param name="Errors">What it wrote as errors: nothing, unless it crashed.</param>
internal sealed record FaultOutcome(int? ExitCode, IReadOnlyList<Entry> Said, IReadOnlyList<string> Trace, string Errors);
