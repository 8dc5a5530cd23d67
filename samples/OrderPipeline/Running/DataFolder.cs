namespace OrderPipeline.Running;

/// <summary>The broker's folder: the user's, which is kept, or a temporary one, which goes with the run.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly bool _temporary;

    private DataFolder(string path, bool temporary)
    {
        Path = path;
        _temporary = temporary;
    }

    public string Path { get; }

    /// <exception cref="IOException">The path is not one of a folder.</exception>
    public static DataFolder Open(string? path) =>
        path is null ? new DataFolder(Directory.CreateTempSubdirectory("order-pipeline-").FullName, temporary: true)
        : File.Exists(path) ? throw new IOException($"'{path}' is a file; --data names a folder.")
        : new DataFolder(System.IO.Path.GetFullPath(path), temporary: false);

    public void Dispose()
    {
        if (_temporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
