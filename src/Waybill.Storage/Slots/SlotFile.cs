using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Slots;

/// <summary>
/// A mapped file of slots, each free or with a few bytes in it (docs/format/inflight.md): what is written here outlives the process without a call to the operating
/// system, and a power cut perhaps. It knows bytes, not what they mean. Threads may use different slots at once; nobody may use it while it is disposed.
/// </summary>
internal sealed class SlotFile : IDisposable
{
    /// <summary>What a slot holds, in words of eight bytes.</summary>
    public const int PayloadWords = 6;

    private const byte Version = 1;
    private const ulong Magic = 0x5354_4F4C_5359_4157; // "WAYSLOTS"
    private const int HeaderBytes = 64;
    private const int CrcAt = 60;
    private const int SlotsAt = 4096;

    // A processor's line: neighbours do not take it from each other.
    private const int SlotBytes = 64;
    private const int StateAt = PayloadWords;
    private const ulong Taken = 1UL << 32;

    private readonly IStorageMapping _mapping;

    private SlotFile(IStorageMapping mapping, int count)
    {
        _mapping = mapping;
        Count = count;
    }

    /// <summary>How many slots there are.</summary>
    public int Count { get; }

    /// <summary>Opens the file as it is; where there is none, or none that can be read, a new one with free slots takes its place.</summary>
    /// <param name="device">The folder, which is locked.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="count">How many slots it has.</param>
    /// <param name="damage">What was wrong with the one that was there; null for nothing.</param>
    /// <exception cref="IOException">The file can neither be used nor made.</exception>
    public static SlotFile Open(IStorageDevice device, string name, int count, out string? damage)
    {
        damage = null;
        if (device.List().Contains(name))
        {
            if (TryOpen(device, name, count, out var found, out damage))
            {
                return found;
            }
        }

        // Written, not only reserved: storing into a mapped page that has no place on a full disk would end the process.
        var bytes = new byte[FileBytes(count)];
        WriteHeader(bytes, count);
        using (var file = device.Create(name, bytes.Length))
        {
            file.Write(0, bytes);
        }

        return new SlotFile(device.Map(name), count);
    }

    /// <summary>Reads a slot; false when it is free, or its bytes do not match their checksum.</summary>
    public bool TryRead(int slot, Span<ulong> payload)
    {
        var words = WordsOf(slot);
        var state = Volatile.Read(ref words[StateAt]);
        words[..PayloadWords].CopyTo(payload);
        return state == StateOf(payload[..PayloadWords]);
    }

    /// <summary>Writes a slot. A process that ends meanwhile leaves it as one that cannot be read.</summary>
    public void Write(int slot, ReadOnlySpan<ulong> payload)
    {
        var words = WordsOf(slot);
        // Word by word: a processor waits when it reads more at once than was just written at once.
        for (var at = 0; at < PayloadWords; at++)
        {
            words[at] = payload[at];
        }

        Volatile.Write(ref words[StateAt], StateOf(payload[..PayloadWords]));
    }

    /// <summary>Makes a slot free.</summary>
    public void Clear(int slot)
    {
        ref var state = ref WordsOf(slot)[StateAt];
        // Looked at first: a page that is only read costs no write to the disk.
        if (state != 0)
        {
            Volatile.Write(ref state, 0);
        }
    }

    public void Dispose() => _mapping.Dispose();

    private static int FileBytes(int count) => SlotsAt + (count * SlotBytes);

    private static bool TryOpen(
        IStorageDevice device,
        string name,
        int count,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SlotFile? found,
        out string? damage
    )
    {
        found = null;
        using (var file = device.Open(name, writable: false))
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            var read = file.Read(0, header);
            damage = Damage(header[..read], file.Length, count);
        }

        if (damage is not null)
        {
            return false;
        }

        found = new SlotFile(device.Map(name), count);
        return true;
    }

    private static void WriteHeader(Span<byte> header, int count)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        header[8] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[..CrcAt]));
    }

    private static string? Damage(ReadOnlySpan<byte> header, long fileBytes, int count)
    {
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic)
        {
            return "it is no file of slots";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[CrcAt..]) != Crc32C.Of(header[..CrcAt]))
        {
            return "its header does not match its checksum";
        }

        if (header[8] != Version)
        {
            return $"it has format version {header[8]}, and this build reads version {Version}";
        }

        var found = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        return found != count || fileBytes != FileBytes(count)
            ? $"it has {found} slots in {fileBytes} bytes, and this build uses {count} in {FileBytes(count)}"
            : null;
    }

    // Aligned as the processor wants it, so that a word is stored whole: slots are, and mappings begin at a page.
    private Span<ulong> WordsOf(int slot) => MemoryMarshal.Cast<byte, ulong>(_mapping.Bytes.Slice(SlotsAt + (slot * SlotBytes), SlotBytes));

    private static ulong StateOf(ReadOnlySpan<ulong> payload) => Taken | Crc32C.Of(MemoryMarshal.AsBytes(payload));
}
