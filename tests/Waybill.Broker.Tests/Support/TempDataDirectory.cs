namespace Waybill.Broker.Tests.Support;

/// <summary>A data folder of one test: deleted when the test passed, kept and named when it failed.</summary>
internal sealed class TempDataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("waybill-broker-").FullName;

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"data kept in {Path}");
        }
        else
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
