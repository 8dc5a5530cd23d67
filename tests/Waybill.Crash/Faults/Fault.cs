namespace Waybill.Crash.Faults;

/// <summary>A system call that fails.</summary>
/// <param name="Scene">What the child finds in its folder.</param>
/// <param name="Call">The call, as strace names it.</param>
/// <param name="Error">What it fails with.</param>
internal sealed record Fault(Scene Scene, string Call, string Error)
{
    private static readonly string[] s_calls = ["pwrite64", "fdatasync", "fsync", "/^rename", "openat"];
    private static readonly string[] s_errors = ["EIO", "ENOSPC", "EROFS"];

    public static IReadOnlyList<Fault> All { get; } =
    [.. from scene in Enum.GetValues<Scene>() from call in s_calls from error in s_errors select new Fault(scene, call, error)];

    public override string ToString() => $"{Error} from {Call}, folder {Scene}";
}

/// <summary>What a child finds in its folder.</summary>
internal enum Scene
{
    /// <summary>Nothing, not even the folder.</summary>
    New,

    /// <summary>What a child left that ended by itself.</summary>
    Closed,

    /// <summary>What a child left that was killed.</summary>
    Killed,
}
