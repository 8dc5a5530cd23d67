namespace OrderPipeline.Running;

/// <summary>The broker's folder: the user's, which is kept, or a temporary one, which goes with the run.</summary>
internal sealed class DataFolder : IDisposable
{
    private DataFolder(string path, string? typed)
    {
        Path = path;
        Typed = typed;
    }

    public string Path { get; }

    /// <summary>The folder as the user wrote it; null for a temporary one.</summary>
    public string? Typed { get; }

    /// <exception cref="IOException">The path is not one of a folder.</exception>
    public static DataFolder Open(string? path) =>
        path is null ? new DataFolder(Directory.CreateTempSubdirectory("order-pipeline-").FullName, typed: null)
        : File.Exists(path) ? throw new IOException($"--data: '{path}' is a file, not a folder.")
        : new DataFolder(System.IO.Path.GetFullPath(path), path);

    public void Dispose()
    {
        if (Typed is null)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
