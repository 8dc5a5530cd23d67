using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Waybill.Package.Tests;

/// <summary>What a portable pdb says of its sources.</summary>
internal sealed class Symbols : IDisposable
{
    // The portable pdb format's kinds of custom debug information.
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;

    private Symbols(MetadataReaderProvider provider)
    {
        _provider = provider;
        _reader = provider.GetMetadataReader();
    }

    public static Symbols Read(byte[] pdb) => new(MetadataReaderProvider.FromPortablePdbImage([.. pdb]));

    public static Symbols ReadEmbedded(byte[] assembly)
    {
        using var image = new PEReader([.. assembly]);
        var entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        return new Symbols(image.ReadEmbeddedPortablePdbDebugDirectoryData(entry));
    }

    /// <summary>The id by which an assembly names its symbols.</summary>
    public static Guid IdIn(byte[] assembly)
    {
        using var image = new PEReader([.. assembly]);
        var entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        return image.ReadCodeViewDebugDirectoryData(entry).Guid;
    }

    public Guid Id => new BlobContentId(_reader.DebugMetadataHeader!.Id).Guid;

    public string? SourceLink => Find(EntityHandle.ModuleDefinition, s_sourceLink) is { } found ? Encoding.UTF8.GetString(found) : null;

    public IReadOnlyList<Source> Sources =>
        [
            .. from handle in _reader.Documents
            let document = _reader.GetDocument(handle)
            select new Source(_reader.GetString(document.Name), Find(handle, s_embeddedSource) is not null),
        ];

    public void Dispose() => _provider.Dispose();

    private byte[]? Find(EntityHandle parent, Guid kind)
    {
        foreach (var handle in _reader.GetCustomDebugInformation(parent))
        {
            var information = _reader.GetCustomDebugInformation(handle);
            if (_reader.GetGuid(information.Kind) == kind)
            {
                return _reader.GetBlobBytes(information.Value);
            }
        }

        return null;
    }
}

/// <summary>One source file.</summary>
/// <param name="Path">Where it lay for the compiler.</param>
/// <param name="IsEmbedded">Whether its text lies in the pdb.</param>
internal sealed record Source(string Path, bool IsEmbedded);
