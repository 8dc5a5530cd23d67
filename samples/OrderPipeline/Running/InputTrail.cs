using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OrderPipeline.Running;

/// <summary>
/// Remembers beside the journal what an input's lines were: for each the beginning of a hash over it and all before it. The journal knows how many lines are
/// stored, and not whether the input still begins with them.
/// </summary>
/// <remarks>
/// An entry is written before its line is published and never synced: it survives a crash of the process, and what a power cut takes of it reads as unknown.
/// </remarks>
internal sealed class InputTrail : IDisposable
{
    private const int EntryBytes = sizeof(ulong);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _sum = new byte[SHA256.HashSizeInBytes];
    private readonly SafeFileHandle _file;

    private InputTrail(SafeFileHandle file) => _file = file;

    /// <param name="folder">The journal's folder.</param>
    /// <param name="producer">The input's name in the journal.</param>
    public static InputTrail Open(string folder, string producer)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(producer)).AsSpan(0, EntryBytes));
        return new InputTrail(File.OpenHandle(Path.Combine(folder, $"input-{name}.trail"), FileMode.OpenOrCreate, FileAccess.ReadWrite));
    }

    /// <summary>Goes on to the input's next line; true when an earlier run read another one there, or another way to it.</summary>
    public bool Differs(long number, string text)
    {
        Add(number, text);
        Span<byte> entry = stackalloc byte[EntryBytes];
        entry.Clear();
        RandomAccess.Read(_file, entry, Offset(number));
        return BinaryPrimitives.ReadUInt64LittleEndian(entry) != 0 && !entry.SequenceEqual(_sum.AsSpan(0, EntryBytes));
    }

    /// <summary>
    /// Forgets what an earlier run read behind the lines that are stored: it may read otherwise now, and an entry that was overwritten could come back after a power
    /// cut.
    /// </summary>
    public void CutAt(long stored)
    {
        var length = Math.Max(0, stored) * EntryBytes;
        if (RandomAccess.GetLength(_file) > length)
        {
            RandomAccess.SetLength(_file, length);
            RandomAccess.FlushToDisk(_file);
        }
    }

    /// <summary>Goes on to the input's next line, and remembers it.</summary>
    public void Keep(long number, string text)
    {
        Add(number, text);
        RandomAccess.Write(_file, _sum.AsSpan(0, EntryBytes), Offset(number));
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    // The number too, so that an empty line that came or went is seen.
    private void Add(long number, string text)
    {
        Span<byte> line = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(line, number);
        _hash.AppendData(_sum);
        _hash.AppendData(line);
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        _hash.GetHashAndReset(_sum);
    }

    private static long Offset(long number) => (number - 1) * EntryBytes;
}
