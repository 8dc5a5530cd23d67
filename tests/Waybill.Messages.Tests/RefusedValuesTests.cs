using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>Bytes that are well-formed, and values that the type's own code refuses.</summary>
public sealed class RefusedValuesTests
{
    [Fact]
    public void A_constructor_that_throws_makes_the_bytes_wrong()
    {
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Validated>([]));

        Assert.IsType<ArgumentException>(exception.InnerException);
        Assert.Equal("Validated", exception.FieldPath);
        Assert.Equal(0, exception.ByteOffset);
        Assert.Contains("System.ArgumentException", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setter_that_throws_does_so_too()
    {
        byte[] bytes = [1 << 3 | 2, 1, (byte)'a', 2 << 3, .. Enumerable.Repeat((byte)0xFF, 9), 1];

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Validated>(bytes));

        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Equal(bytes.Length, exception.ByteOffset);
        Assert.DoesNotContain("A share is not negative", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1 << 3 | 2, 0 }, "ManyValidated.One")]
    [InlineData(new byte[] { 2 << 3 | 2, 3, 1 << 3 | 2, 1, (byte)'a', 2 << 3 | 2, 0 }, "ManyValidated.More[1]")]
    [InlineData(new byte[] { 3 << 3 | 2, 2, 2 << 3 | 2, 0 }, "ManyValidated.Named")]
    public void The_error_names_the_message_within(byte[] bytes, string path)
    {
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<ManyValidated>(bytes));

        Assert.Equal(path, exception.FieldPath);
        Assert.Equal(bytes.Length, exception.ByteOffset);
        Assert.IsType<ArgumentException>(exception.InnerException);
    }

    [Fact]
    public void What_is_no_fault_of_the_bytes_passes()
    {
        Assert.Throws<OperationCanceledException>(() => Codec.Decode<Unready>(Kind(Unready.Canceled)));
        Assert.Throws<InsufficientMemoryException>(() => Codec.Decode<Unready>(Kind(Unready.Starved)));
    }

    private static byte[] Kind(int value)
    {
        var buffer = new byte[16];
        var writer = new ProtoWriter(buffer);
        writer.WriteVarint(1 << 3);
        writer.WriteVarint((uint)value);
        return buffer[..writer.Position];
    }
}
