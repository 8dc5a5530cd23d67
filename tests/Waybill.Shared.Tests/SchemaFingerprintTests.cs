using Waybill.Wire;

namespace Waybill.Shared.Tests;

public sealed class SchemaFingerprintTests
{
    private static readonly (int, string, string)[] s_fields = [(1, "OrderId", "string"), (2, "Lines", "repeated message Shop.Line")];

    /// <summary>Pinned: it lies in the headers of stored messages, and must not move with a machine or a version.</summary>
    [Fact]
    public void It_is_FNV_1a_over_one_line_a_field()
    {
        Assert.Equal(0xCBF29CE484222325, SchemaFingerprint.Compute([]));
        Assert.Equal(0xE0B92473E8B06484, SchemaFingerprint.Compute(s_fields));
    }

    [Fact]
    public void It_changes_with_number_name_type_and_order()
    {
        (int, string, string)[][] others =
        [
            s_fields,
            [s_fields[0]],
            [s_fields[1], s_fields[0]],
            [(1, "OrderID", "string"), s_fields[1]],
            [(1, "OrderId", "bytes"), s_fields[1]],
            [(1, "OrderId", "string (version)"), s_fields[1]],
            [(3, "OrderId", "string"), s_fields[1]],
        ];

        Assert.Distinct(others.Select(SchemaFingerprint.Compute));
    }
}
