using SharpFuzz;
using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>The check of one shape as libFuzzer calls it: what is thrown is a finding.</summary>
internal static class LibFuzzerTarget
{
    public static void Run(IMessageShape shape, FileInfo? input, TextWriter output)
    {
        var check = new ReaderCheck();
        if (input is not null)
        {
            var bytes = File.ReadAllBytes(input.FullName);
            Look(check, shape, bytes);
            var refusal = Reading.Of(shape, bytes).Refusal;
            output.WriteLine($"{shape.Name}: {(refusal is null ? "read" : $"refused at byte {refusal.ByteOffset}: {refusal.Message}")}");
            return;
        }

        Fuzzer.LibFuzzer.Run(bytes => Look(check, shape, bytes));
    }

    private static void Look(ReaderCheck check, IMessageShape shape, ReadOnlySpan<byte> bytes)
    {
        if (check.Violation(shape, bytes) is { } violation)
        {
            throw new InvalidOperationException($"{shape.Name} from {Convert.ToHexString(bytes)}: {violation}");
        }
    }
}
