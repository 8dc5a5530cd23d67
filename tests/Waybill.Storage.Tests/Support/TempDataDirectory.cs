namespace Waybill.Storage.Tests.Support;

/// <summary>A folder of its own under the system's temporary one; kept when the test failed, so that it can be looked at.</summary>
public abstract class TempDataDirectory : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("waybill-storage-").FullName;

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
        {
            Directory.Delete(Folder, recursive: true);
        }
        GC.SuppressFinalize(this);
    }
}
