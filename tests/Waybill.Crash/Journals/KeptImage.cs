using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Journals;

/// <summary>Writes a folder in memory to disk, for whoever looks into a violation.</summary>
internal static class KeptImage
{
    public static string Write(string verb, SimulatedDevice image)
    {
        var folder = Directory.CreateTempSubdirectory($"waybill-{verb}-").FullName;
        foreach (var name in image.List())
        {
            File.WriteAllBytes(Path.Combine(folder, name), image[name].Content);
        }

        return folder;
    }
}
