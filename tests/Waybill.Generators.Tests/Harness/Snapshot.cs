using System.Runtime.CompilerServices;

namespace Waybill.Generators.Tests.Harness;

/// <summary>
/// Compares text with a committed file, by Verify's convention: <c>Snapshots/Class.Method.verified.cs</c>, and <c>….received.cs</c> beside it where they
/// differ. <c>WAYBILL_ACCEPT_SNAPSHOTS=1</c> writes the verified file instead; CI refuses that.
/// </summary>
internal static class Snapshot
{
    private const string Accept = "WAYBILL_ACCEPT_SNAPSHOTS";

    public static void Verify(string actual, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{member}";
        var verified = Path.Combine(TestPaths.Snapshots, $"{name}.verified.cs");
        var received = Path.Combine(TestPaths.Snapshots, $"{name}.received.cs");
        actual = actual.ReplaceLineEndings("\n");

        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{Accept} is set in CI: a snapshot is accepted by a person.");
            Directory.CreateDirectory(TestPaths.Snapshots);
            File.WriteAllText(verified, actual);
        }

        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(TestPaths.Snapshots);
        File.WriteAllText(received, actual);
        Assert.Fail($"{received} differs from {verified}. Compare them; {Accept}=1 accepts.\n{actual}");
    }
}
