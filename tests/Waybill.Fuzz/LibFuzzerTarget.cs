using SharpFuzz;

namespace Waybill.Fuzz;

/// <summary>The check of one reader as libFuzzer calls it: what is thrown is a finding.</summary>
internal static class LibFuzzerTarget
{
    public static void Run(ReaderTarget target, FileInfo? input, TextWriter output)
    {
        var check = new ReaderCheck();
        if (input is not null)
        {
            var bytes = File.ReadAllBytes(input.FullName);
            Look(check, target, bytes);
            var refusal = Reading.Of(target, bytes).Refusal;
            output.WriteLine($"{target.Name}: {(refusal is null ? "read" : $"refused at byte {refusal.ByteOffset}: {refusal.Message}")}");
            return;
        }

        Fuzzer.LibFuzzer.Run(bytes => Look(check, target, bytes));
    }

    private static void Look(ReaderCheck check, ReaderTarget target, ReadOnlySpan<byte> bytes)
    {
        if (check.Violation(target, bytes) is { } violation)
        {
            throw new InvalidOperationException($"{target.Name} from {Convert.ToHexString(bytes)}: {violation}");
        }
    }
}
