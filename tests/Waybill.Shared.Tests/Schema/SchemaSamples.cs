using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

internal static class SchemaSamples
{
    /// <summary>One of every kind of thing.</summary>
    public static SchemaSet Full { get; } =
        SchemaSet.Of(
            [
                new(
                    "Shop.Order",
                    [
                        new(1, "Id", "id", FieldLabel.Singular, "bytes", Format: ValueFormat.Uuid),
                        new(2, "Prices", "prices", FieldLabel.Map, "message Shop.Price", "string"),
                        new(3, "State", "state", FieldLabel.Optional, "enum Shop.State") { Default = "-1" },
                        new(10, "Odd\tName", "-", FieldLabel.Repeated, "string"),
                        new(11, "Card", "card", FieldLabel.Optional, "message Shop.Card", OneOf: "Payment"),
                    ],
                    [4, 9],
                    ["-", "Note"]
                ),
                new("Shop.Empty", []),
            ],
            [new("Shop.State", [new("Unknown", -1), new("Nil", 0), new("None", 0), new("All", ulong.MaxValue)], [new("Gone", 7)])]
        );

    /// <summary>As a lock file has it.</summary>
    public const string FullText = """
        waybill-lock 1

        message	Shop.Empty

        message	Shop.Order
        field	Shop.Order	1	Id	id	singular	bytes	-	uuid
        field	Shop.Order	2	Prices	prices	map	message Shop.Price	string
        field	Shop.Order	3	State	state	optional	enum Shop.State	-	-	-	-	-	-1
        field	Shop.Order	10	Odd\u0009Name	\-	repeated	string
        field	Shop.Order	11	Card	card	optional	message Shop.Card	-	-	Payment
        reserved-number	Shop.Order	4
        reserved-number	Shop.Order	9
        reserved-name	Shop.Order	\-
        reserved-name	Shop.Order	Note

        enum	Shop.State
        value	Shop.State	-1	Unknown
        value	Shop.State	0	Nil
        value	Shop.State	0	None
        value	Shop.State	18446744073709551615	All
        reserved-value	Shop.State	7	Gone

        """;
}
