namespace Waybill.Storage.Tests.Support;

/// <summary>A folder of its own under the system's temporary one; kept when the test failed, so that it can be looked at.</summary>
internal sealed class TempDataDirectory : IDisposable
{
    public TempDataDirectory() => Path = Directory.CreateTempSubdirectory("waybill-storage-").FullName;

    public string Path { get; }

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
