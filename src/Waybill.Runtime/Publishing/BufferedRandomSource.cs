using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Runtime.Publishing;

/// <summary>Cryptographic randomness, drawn in blocks a thread: a call of the system's generator for every id would cost more than encoding the message.</summary>
internal sealed class BufferedRandomSource : IRandomSource
{
    private const int BlockLength = 128;
    private const string KernelGenerator = "/dev/urandom";

    // On Linux the kernel is asked directly: RandomNumberGenerator loads OpenSSL first, and a starting host waits for that longer than for its first message.
    private static readonly SafeFileHandle? s_kernel =
        OperatingSystem.IsLinux() && File.Exists(KernelGenerator) ? File.OpenHandle(KernelGenerator, share: FileShare.ReadWrite) : null;

    [ThreadStatic]
    private static Block? t_block;

    public ulong Next()
    {
        var block = t_block ??= new Block();
        if (block.Next == BlockLength)
        {
            Fill(MemoryMarshal.AsBytes(block.Values.AsSpan()));
            block.Next = 0;
        }

        return block.Values[block.Next++];
    }

    private static void Fill(Span<byte> bytes)
    {
        var filled = s_kernel is null ? 0 : RandomAccess.Read(s_kernel, bytes, 0);
        if (filled < bytes.Length)
        {
            RandomNumberGenerator.Fill(bytes[filled..]);
        }
    }

    private sealed class Block
    {
        public readonly ulong[] Values = new ulong[BlockLength];
        public int Next = BlockLength;
    }
}
