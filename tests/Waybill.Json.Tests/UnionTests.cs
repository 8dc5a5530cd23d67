using System.Text;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests;

/// <summary>What System.Text.Json has no form for: unions, each an object of one member, the case's name and the case; and what is converted.</summary>
public sealed class UnionTests
{
    [Theory]
    [InlineData("Payment")]
    [InlineData("Figure")]
    [InlineData("Term")]
    [InlineData("Invoice")]
    [InlineData("Converted")]
    public void Every_value_reads_back_as_it_was(string name)
    {
        var shape = JsonShapes.Get(name);
        var compared = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var message = shape.Create(seed);
            byte[] json;
            try
            {
                json = shape.Encode(message);
            }
            catch (ArgumentException)
            {
                continue;
            }
            catch (InvalidOperationException exception) when (exception.Message.Contains("deep", StringComparison.Ordinal))
            {
                continue;
            }

            compared++;
            var read = shape.Decode(json);
            Assert.Equal(message.GetType(), read.GetType());
            var difference = Deep.Difference(message, read);
            Assert.True(difference is null, $"Seed {seed}: {difference}\n{Encoding.UTF8.GetString(json)}");
        }

        Assert.True(compared > 50, $"Only {compared} values can be said in JSON.");
    }

    [Fact]
    public void The_case_is_named()
    {
        Payment payment = new Payment.Cash(1.50m) { Region = "eu", Coins = [1, 2] };

        Assert.Equal("""{"cash":{"amount":1.50,"coins":[1,2],"region":"eu"}}""", Encoding.UTF8.GetString(JsonCodec.Encode(payment)));
    }

    [Theory]
    [InlineData("""{"CASH":{"Amount":1}}""")]
    [InlineData("""{"card":{"number":"a"},"cash":{"amount":1}}""")]
    public void Names_are_found_whatever_their_case_and_the_last_one_wins(string json) =>
        Assert.IsType<Payment.Cash>(JsonMessageReader.Decode<Payment>(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{}", "no case", 2, "Payment")]
    [InlineData("""{"giro":{}}""", "none that this union has", 8, "Payment.giro")]
    [InlineData("""{"cash":null}""", "an object", 8, "Payment.cash")]
    [InlineData("""{"cash":{"amount":"x"}}""", "number", 18, "Payment.cash.amount")]
    public void What_is_no_case_is_refused(string json, string problem, int offset, string path)
    {
        var exception = Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Payment>(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Equal((offset, path), (exception.ByteOffset, exception.FieldPath));
    }
}
