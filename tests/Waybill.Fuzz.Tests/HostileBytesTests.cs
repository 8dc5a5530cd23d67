using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz.Tests;

/// <summary>Whatever the bytes: a message or a MessageFormatException, and no more memory than bytes that are there can ask for.</summary>
public sealed class HostileBytesTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_101;
    private const int Mutants = 1_000_000;

    public static TheoryData<string> Shapes => [.. MessageShapes.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_truncation_is_a_message_or_refused(string name)
    {
        var shape = MessageShapes.Get(name);
        var check = new ReaderCheck();
        for (var seed = 0; seed < 5; seed++)
        {
            var bytes = shape.Encode(shape.Create(seed));
            for (var length = 0; length <= bytes.Length; length++)
            {
                var violation = check.Violation(shape, bytes.AsSpan(0, length));
                Assert.True(violation is null, $"seed {seed}, first {length} bytes: {violation}");
            }
        }
    }

    [Fact]
    public void Every_mutant_is_a_message_or_refused()
    {
        var check = new ReaderCheck();

        var violation = MutateRun.FirstViolation(check, Mutants, Seed);

        output.WriteLine($"seed {Seed}: {check.Accepted} of {Mutants} mutants read as messages, {check.Refused} refused");
        Assert.Null(violation);
        Assert.Equal(Mutants, check.Accepted + check.Refused);
        Assert.InRange(check.Accepted, Mutants / 20, Mutants - Mutants / 20);
    }

    [Fact]
    public void A_file_that_libFuzzer_left_is_looked_at()
    {
        var shape = MessageShapes.Get("Order");
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), $"waybill-fuzz-{Environment.ProcessId}"));
        try
        {
            File.WriteAllBytes(file.FullName, shape.Encode(shape.Create(1))[..^1]);
            var output = new StringWriter();

            LibFuzzerTarget.Run(shape, file, output);

            Assert.StartsWith("Order: refused at byte ", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            file.Delete();
        }
    }
}
