using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>A reader believes its codecs where they leave it, and reads without a second check: so nobody but Waybill makes one.</summary>
public sealed class OwnCodecTests
{
    // Of another reader, which is longer, the position lies behind the message's end.
    private const string Source = """
        using Waybill;
        using Waybill.Generated;

        public readonly struct Elsewhere : IWireCodec<int>
        {
            private static readonly byte[] s_other = new byte[1000];

            public static uint WireType => 0;
            public static bool IsDefault(int value) => false;
            public static int GetSizeBound(int value, int depth) => 5;
            public static void Write(ref ProtoWriter writer, int value) => writer.WriteVarint(0);

            public static int Read(ref ProtoReader reader)
            {
                reader = new ProtoReader(s_other);
                for (var i = 0; i < 1000; i++) reader.ReadVarint();
                return 0;
            }
        }
        """;

    [Fact]
    public void A_codec_that_sets_the_reader_behind_its_end_does_not_compile()
    {
        var error = Assert.Single(
            GeneratorHarness.RunOnce(Source).Compilation.GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
        );
        Assert.Equal("CS9044", error.Id);
        Assert.Contains("IWireCodec<int>.Read", error.GetMessage(), StringComparison.Ordinal);
    }
}
