namespace OrderPipeline.Tests;

/// <summary>A folder of one test; deleted with it.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("order-pipeline-tests-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string Write(string name, params string[] lines)
    {
        File.WriteAllLines(this[name], lines);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
