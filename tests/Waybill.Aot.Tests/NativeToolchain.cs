using System.ComponentModel;
using System.Runtime.InteropServices;
using Waybill.Tests;

namespace Waybill.Aot.Tests;

/// <summary>What native compilation needs beyond the SDK: a linker, and zlib to link.</summary>
internal static class NativeToolchain
{
    public const string Tool = "aot";
    private static readonly TimeSpan _hangGuard = TimeSpan.FromMinutes(1);

    /// <summary>Why native compilation cannot work here; null when it can.</summary>
    public static async Task<string?> MissingAsync()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return "this test looks for a linker on Linux only";
        }

        string? refusal = null;
        foreach (var compiler in new[] { "clang", "gcc" })
        {
            refusal = await TryLinkAsync(compiler);
            if (refusal is null)
            {
                return null;
            }
        }

        return $"neither clang nor gcc links a program with zlib (packages clang and zlib1g-dev): {refusal}";
    }

    private static async Task<string?> TryLinkAsync(string compiler)
    {
        var folder = Directory.CreateTempSubdirectory("waybill-aot-probe-");
        try
        {
            var source = Path.Combine(folder.FullName, "probe.c");
            await File.WriteAllTextAsync(source, "int main(void) { return 0; }\n");
            string[] arguments = [source, "-o", Path.Combine(folder.FullName, "probe"), "-lz"];
            var run = await ToolProcess.RunAsync(compiler, arguments, _hangGuard);
            return run.ExitCode == 0 ? null : run.Errors.Trim();
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
