using Waybill.Storage.Tests.Support;

namespace Waybill.Cli.Tests.Support;

/// <summary>A folder for the files of one test.</summary>
internal sealed class TempFolder : TempDataDirectory
{
    public string Path => Folder;
}
