using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Cli.Tests.Support;
using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>
/// What the verdicts promise of types that follow one another, over every pair of numbers and texts and over random values and those at the ends of their ranges: a reader of the
/// other version sees the same value or, where the type is narrower, refuses it. It never sees another.
/// </summary>
public sealed class RandomValueTests
{
    private const int Seed = 20_261_129;
    private const int Values = 32;
    private const string Enums = "public enum State { Open, Paid } public enum Great : ulong { Open, Top = 1UL << 63 }";

    /// <summary>A type of C#.</summary>
    /// <param name="Name">What C# calls it.</param>
    /// <param name="Value">The C# of a value that is made of 64 random bits.</param>
    /// <param name="Least">The least of its numbers; null for what is none.</param>
    /// <param name="Most">The greatest of its numbers.</param>
    private sealed record ValueType(string Name, Func<ulong, string> Value, decimal? Least = null, decimal? Most = null)
    {
        /// <summary>Whether a value that another type has, as JSON shows it, is one of this type.</summary>
        public bool Has(string json) =>
            Least is null
                ? Name is not ("Uri" or "Version")
                : decimal.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= Least
                    && number <= Most;
    }

    private static readonly ValueType[] s_types =
    [
        Whole("byte", byte.MinValue, byte.MaxValue),
        Whole("sbyte", sbyte.MinValue, sbyte.MaxValue),
        Whole("short", short.MinValue, short.MaxValue),
        Whole("ushort", ushort.MinValue, ushort.MaxValue),
        Whole("int", int.MinValue, int.MaxValue),
        Whole("uint", uint.MinValue, uint.MaxValue),
        Whole("long", long.MinValue, long.MaxValue),
        Whole("ulong", ulong.MinValue, ulong.MaxValue),
        Whole("State", int.MinValue, int.MaxValue, "int"),
        Whole("Great", ulong.MinValue, ulong.MaxValue, "ulong"),
        new("bool", static bits => bits % 2 == 0 ? "false" : "true"),
        new("char", static bits => $"(char){bits % 0xD800}"),
        new("Half", static bits => $"BitConverter.UInt16BitsToHalf((ushort){bits & 0x7BFF})"),
        new("float", static bits => $"BitConverter.UInt32BitsToSingle({bits & 0x7F7F_FFFF}U)"),
        new("DateOnly", static bits => $"DateOnly.FromDayNumber({bits % 3_652_059})"),
        new("TimeOnly", static bits => $"new TimeOnly({bits % 864_000_000_000}L)"),
        new("string", static bits => $"\"{bits:x}\""),
        new("Uri", static bits => $"new Uri(\"{bits:x}\", UriKind.Relative)"),
        new("Version", static bits => $"new Version({bits % 1_000}, 2)"),
    ];

    [Fact]
    public void What_follows_is_never_taken_for_something_else()
    {
        var random = new Random(Seed);
        using var folder = new TempFolder();
        var versions = s_types.Select(type => (Type: type, Version: Compile(type, random, folder))).ToList();
        try
        {
            var compared = 0;
            foreach (var (old, oldVersion) in versions)
            {
                foreach (var (@new, newVersion) in versions.Where(other => other.Type != old))
                {
                    if (SchemaComparison.Compare(oldVersion.Schema, newVersion.Schema).All(change => change.Verdict == Verdict.Compatible))
                    {
                        compared++;
                        Check(old, oldVersion, newVersion);
                        Check(@new, newVersion, oldVersion);
                    }
                }
            }

            Assert.True(compared > 20, $"{compared} pairs go together");
        }
        finally
        {
            versions.ForEach(version => version.Version.Dispose());
        }
    }

    /// <summary>The reader sees what the writer itself sees, where its type has the value, and refuses it where not.</summary>
    private static void Check(ValueType type, Version reader, Version writer)
    {
        for (var i = 0; i < Values; i++)
        {
            var bytes = writer.Write();
            var own = writer.Read(bytes);
            var value = JsonDocument.Parse(own).RootElement.GetProperty("a");
            var expected = type.Has(value.GetRawText()) ? own : null;
            Assert.All(
                new[] { reader.Read(bytes), reader.ReadJson(Encoding.UTF8.GetBytes(own)) },
                seen =>
                    Assert.True(
                        seen == (expected ?? Version.Refused) || (type.Least is null && (seen == own || seen == Version.Refused)),
                        $"{type.Name} sees {seen} of {own}"
                    )
            );
        }
    }

    /// <summary>Writes one value after the other, and begins again.</summary>
    private static Version Compile(ValueType type, Random random, TempFolder folder)
    {
        var values = Enumerable.Range(0, Values).Select(_ => $"new M({type.Value(Bits(random))})");
        return new Version(
            $"[Message] public sealed partial record M({type.Name} A); {Enums} public static class Samples {{ private static int s_next; private static readonly M[] s_all = [{string.Join(", ", values)}]; public static M Next() => s_all[s_next++ % s_all.Length]; }}",
            "Samples.Next()",
            folder
        );
    }

    /// <summary>Of every length, and often the ends of a range.</summary>
    private static ulong Bits(Random random)
    {
        var bits = (ulong)random.NextInt64() >> random.Next(64);
        return random.Next(3) switch
        {
            0 => bits,
            1 => (1UL << random.Next(64)) - (ulong)random.Next(2),
            _ => ~bits,
        };
    }

    private static ValueType Whole(string name, decimal least, decimal most, string? under = null) =>
        new(name, bits => $"unchecked(({name})({under ?? name}){bits}UL)", least, most);
}
