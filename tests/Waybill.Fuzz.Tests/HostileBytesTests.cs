namespace Waybill.Fuzz.Tests;

/// <summary>Whatever the bytes: a message or a MessageFormatException, and no more memory than bytes that are there can ask for.</summary>
public sealed class HostileBytesTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_101;
    private const int Mutants = 1_000_000;

    public static TheoryData<string> Targets => [.. ReaderTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_truncation_is_a_message_or_refused(string name)
    {
        var target = ReaderTargets.Get(name);
        var check = new ReaderCheck();
        foreach (var (number, bytes) in target.Originals(5).Index())
        {
            for (var length = 0; length <= bytes.Length; length++)
            {
                var violation = check.Violation(target, bytes.AsSpan(0, length));
                Assert.True(violation is null, $"message {number}, first {length} bytes: {violation}");
            }
        }
    }

    [Fact]
    public void Every_mutant_is_a_message_or_refused()
    {
        var check = new ReaderCheck();

        var violation = MutateRun.FirstViolation(check, ReaderTargets.Protobuf, Mutants, Seed);

        output.WriteLine($"seed {Seed}: {check.Accepted} of {Mutants} mutants read as messages, {check.Refused} refused");
        Assert.Null(violation);
        Assert.Equal(Mutants, check.Accepted + check.Refused);
        Assert.InRange(check.Accepted, Mutants / 20, Mutants - Mutants / 20);
    }

    [Theory]
    [InlineData("Order")]
    [InlineData("Order.json")]
    public void A_file_that_libFuzzer_left_is_looked_at(string name)
    {
        var target = ReaderTargets.Get(name);
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), $"waybill-fuzz-{Environment.ProcessId}"));
        try
        {
            File.WriteAllBytes(file.FullName, target.Originals(1)[0][..^1]);
            var output = new StringWriter();

            LibFuzzerTarget.Run(target, file, output);

            Assert.StartsWith($"{name}: refused at byte ", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            file.Delete();
        }
    }
}
