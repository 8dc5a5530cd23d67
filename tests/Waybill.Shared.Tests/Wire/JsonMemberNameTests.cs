using System.Text.Json;
using Waybill.Wire;

namespace Waybill.Shared.Tests.Wire;

/// <summary>System.Text.Json's own policies say what a member is named.</summary>
public sealed class JsonMemberNameTests
{
    private static readonly string[] s_names =
    [
        "Id",
        "id",
        "ID",
        "OrderId",
        "orderId",
        "OrderID",
        "ORDERID",
        "IOStream",
        "XMLHttpRequest",
        "HttpURL",
        "A",
        "a",
        "AB",
        "Ab",
        "aB",
        "ABc",
        "IPv4Address",
        "Sha256Hash",
        "Order2Id",
        "Order22ID",
        "Ünïcode",
        "ÄÖÜ",
        "ÄÖÜx",
        "straßeName",
        "Order_Id",
        "order_id",
        "_id",
        "Id_",
        "__Id__",
        "ORDER_ID",
        "Order__Id",
        "A1B2",
        "1a",
        "x1Y",
        "X",
        "isIt",
        "IsIT",
        "IsITOk",
        "日本",
        "日本Name",
        "ǅungla",
        "i",
        "I",
        "İstanbul",
        "ıI",
        "ABC123",
        "abc123DEF",
        "URLOf1",
        "a_B_c",
        "aB_C",
    ];

    [Fact]
    public void Names_are_those_of_the_policies()
    {
        // Names of letters that meet in every order.
        const int Seed = 7;
        var random = new Random(Seed);
        var made = Enumerable
            .Range(0, 20_000)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => "aBcD_1éÉß"[random.Next(9)])));
        foreach (var name in s_names.Concat(made))
        {
            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), JsonMemberName.Of(name, JsonNaming.CamelCase));
            Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), JsonMemberName.Of(name, JsonNaming.SnakeCaseLower));
            Assert.Equal(JsonNamingPolicy.KebabCaseLower.ConvertName(name), JsonMemberName.Of(name, JsonNaming.KebabCaseLower));
            Assert.Equal(name, JsonMemberName.Of(name, JsonNaming.AsDeclared));
        }
    }

    [Fact]
    public void Names_are_escaped_as_the_default_encoder_does()
    {
        for (var unit = 0; unit < 0xD800; unit++)
        {
            var text = ((char)unit).ToString();
            Assert.Equal(JsonEncodedText.Encode(text).ToString(), JsonText.Escape(text));
        }
    }
}
