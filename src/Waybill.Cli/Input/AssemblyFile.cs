using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Waybill.Schemas;

namespace Waybill.Cli.Input;

/// <summary>An assembly on disk, read without being loaded: nothing of it runs.</summary>
internal static class AssemblyFile
{
    private const string Namespace = "Waybill.Generated";
    private const string Manifest = "WaybillManifestAttribute";
    private const string Schema = "WaybillSchemaAttribute";

    /// <summary>What its own messages are on the wire.</summary>
    /// <exception cref="InputException">The file cannot be read, or carries no schema.</exception>
    public static SchemaSet Read(string path) => Open(path, reader => Read(path, reader));

    /// <summary>The same, with the messages of the assemblies beside it that its own are made of.</summary>
    /// <exception cref="InputException">The file cannot be read, or carries no schema.</exception>
    public static SchemaSet ReadWithReferences(string path)
    {
        var own = Read(path);
        var messages = own.Messages.ToList();
        var enums = own.Enums.ToList();
        foreach (var reference in References(path))
        {
            var schema = Open(reference, ReadAttributes);
            messages.AddRange(schema.Messages);
            enums.AddRange(schema.Enums);
        }

        return SchemaParts.Reachable(SchemaSet.Of(messages, enums), own.Messages.Select(message => message.Name));
    }

    /// <summary>What changed since a lock file was written. Of a message that is gone, the assembly beside this one is named that declares it now.</summary>
    /// <param name="locked">What the lock file has.</param>
    /// <param name="schema">What the assembly's messages are.</param>
    /// <param name="path">The assembly.</param>
    /// <exception cref="InputException">An assembly beside it cannot be read.</exception>
    public static IReadOnlyList<SchemaChange> Changes(SchemaSet locked, SchemaSet schema, string path) =>
        [
            .. SchemaComparison
                .Compare(locked, schema)
                .Select(change =>
                    change.Kind == ChangeKind.MessageRemoved
                    && References(path).FirstOrDefault(file => Open(file, ReadAttributes).Message(change.Owner) is not null) is { } module
                        ? SchemaComparison.Moved(change, Path.GetFileNameWithoutExtension(module))
                        : change
                ),
        ];

    private static SchemaSet Read(string path, MetadataReader reader)
    {
        var schema = ReadAttributes(reader);
        if (schema.Messages.Count > 0 || Texts(reader, Manifest).Any())
        {
            return schema;
        }

        throw new InputException(
            $"{path} has no messages: nothing in it bears [Message], or it was built without Waybill's generator. Name the assembly that declares them."
        );
    }

    private static SchemaSet ReadAttributes(MetadataReader reader) => SchemaText.Read(Texts(reader, Schema));

    private static T Open<T>(string path, Func<MetadataReader, T> read)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            return file.HasMetadata
                ? read(file.GetMetadataReader())
                : throw new InputException($"{path} is no .NET assembly. Name the .dll that a project builds.");
        }
        catch (BadImageFormatException)
        {
            throw new InputException($"{path} is no .NET assembly, or is damaged. Name the .dll that a project builds.");
        }
        catch (FormatException error)
        {
            throw new InputException($"{path}: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}");
        }
    }

    /// <summary>The first text of every attribute of that name on the assembly.</summary>
    private static List<string> Texts(MetadataReader reader, string attribute) =>
        reader.IsAssembly
            ?
            [
                .. reader
                    .GetAssemblyDefinition()
                    .GetCustomAttributes()
                    .Select(reader.GetCustomAttribute)
                    .Where(custom => IsNamed(reader, custom, attribute))
                    .Select(custom => FirstText(reader.GetBlobReader(custom.Value)))
                    .OfType<string>(),
            ]
            : [];

    private static bool IsNamed(MetadataReader reader, CustomAttribute attribute, string name)
    {
        if (
            attribute.Constructor.Kind != HandleKind.MemberReference
            || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
                is not { Kind: HandleKind.TypeReference } parent
        )
        {
            return false;
        }

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, name) && reader.StringComparer.Equals(type.Namespace, Namespace);
    }

    /// <summary>The first argument, by ECMA-335 II.23.3: after the prolog a text, as which types stand there too.</summary>
    private static string? FirstText(BlobReader value)
    {
        const ushort Prolog = 1;
        return value.ReadUInt16() == Prolog ? value.ReadSerializedString() : null;
    }

    /// <summary>The assemblies in its folder that it refers to, and those that these refer to.</summary>
    private static IEnumerable<string> References(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Path.GetFileNameWithoutExtension(path) };
        var open = new Queue<string>([path]);
        while (open.TryDequeue(out var next))
        {
            var names = Open(
                next,
                reader => reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToList()
            );
            foreach (var file in names.Where(seen.Add).Select(name => Path.Combine(folder, $"{name}.dll")).Where(File.Exists))
            {
                open.Enqueue(file);
                yield return file;
            }
        }
    }
}
