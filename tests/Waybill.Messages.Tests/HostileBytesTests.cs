using Waybill.Messages.Tests.Support;

namespace Waybill.Messages.Tests;

/// <summary>Whatever the bytes: a message or a MessageFormatException, and no more memory than bytes that are there can ask for.</summary>
public sealed class HostileBytesTests
{
    private const int Seed = 20_260_101;
    private const int MutantsPerShape = 10_000;

    // The bytes of the largest element that two bytes of input make, over those two; and what a message takes anyway.
    private const int BytesPerByte = 256;
    private const int Basis = 16_384;

    public static TheoryData<string> Shapes => MessageShapes.Names;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_truncation_is_a_message_or_refused(string name)
    {
        var shape = MessageShapes.Get(name);
        for (var seed = 0; seed < 5; seed++)
        {
            var bytes = shape.Encode(shape.Create(seed));
            for (var length = 0; length < bytes.Length; length++)
            {
                TryRead(shape, bytes.AsSpan(0, length), $"{name}, seed {seed}, first {length} bytes");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_mutant_is_a_message_or_refused(string name)
    {
        var shape = MessageShapes.Get(name);
        var random = new Random(Seed);
        var corpus = Enumerable.Range(0, 20).Select(seed => shape.Encode(shape.Create(seed))).ToList();
        var refused = 0;
        for (var i = 0; i < MutantsPerShape; i++)
        {
            var mutant = Mutation.Of(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)], random);
            refused += TryRead(shape, mutant, $"{name}, mutant {i} of seed {Seed}: {Convert.ToHexString(mutant)}") ? 0 : 1;
        }

        Assert.InRange(refused, 1, MutantsPerShape);
    }

    private static bool TryRead(IMessageShape shape, ReadOnlySpan<byte> bytes, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object message;
        try
        {
            message = shape.Decode(bytes);
        }
        catch (MessageFormatException exception)
        {
            Assert.InRange(exception.ByteOffset, 0, bytes.Length);
            Assert.True(exception.FieldPath.Split('.')[0] == shape.Name, $"{what}: the path is '{exception.FieldPath}'");
            return false;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{what}: {exception.GetType()}", exception);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= Basis + BytesPerByte * bytes.Length, $"{what}: {allocated} bytes allocated for {bytes.Length}");

        // What was taken is a message like any other.
        Assert.True(Deep.Difference(message, shape.Decode(shape.Encode(message))) is null, what);
        return true;
    }
}
