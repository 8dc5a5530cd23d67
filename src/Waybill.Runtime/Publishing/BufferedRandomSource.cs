using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Waybill.Runtime.Publishing;

/// <summary>Cryptographic randomness, drawn in blocks a thread: a call of the system's generator for every id would cost more than encoding the message.</summary>
internal sealed class BufferedRandomSource : IRandomSource
{
    private const int BlockLength = 128;

    [ThreadStatic]
    private static Block? t_block;

    public ulong Next()
    {
        var block = t_block ??= new Block();
        if (block.Next == BlockLength)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(block.Values.AsSpan()));
            block.Next = 0;
        }

        return block.Values[block.Next++];
    }

    private sealed class Block
    {
        public readonly ulong[] Values = new ulong[BlockLength];
        public int Next = BlockLength;
    }
}
