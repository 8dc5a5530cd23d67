using System.Globalization;
using Waybill.Crash.Processes;

namespace Waybill.Crash.PowerCut;

/// <summary>
/// An ext4 image in a file, attached and mounted until it is disposed. The image's file holds what reached the disk. What a process has only written waits in the page
/// cache of the mounted file system, which is another one: a copy of the file is the disk after a power cut.
/// </summary>
internal sealed class LoopDisk : IDisposable
{
    private const int MaxCopies = 50;
    private readonly string _image;
    private readonly string _device;
    private readonly string _mountPoint;
    private bool _mounted;

    private LoopDisk(string image, string mountPoint)
    {
        _image = image;
        _mountPoint = mountPoint;
        _device = Tool.Run("losetup", "--find", "--show", image);
    }

    /// <summary>Makes an empty file system in a file.</summary>
    public static void Format(string image, long bytes)
    {
        using (var file = File.Create(image))
        {
            file.SetLength(bytes);
        }

        Tool.Run("mkfs.ext4", "-q", "-F", image);
    }

    /// <summary>Attaches an image and mounts it, which replays the file system's own journal.</summary>
    public static LoopDisk Mount(string image, string mountPoint)
    {
        var disk = new LoopDisk(image, mountPoint);
        try
        {
            Directory.CreateDirectory(mountPoint);
            // The file system commits what nobody asked for every five seconds by default, and would hide a missing sync.
            Tool.Run("mount", "-t", "ext4", "-o", "noatime,commit=600", disk._device, mountPoint);
            disk._mounted = true;
            return disk;
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies the image as it is at one moment: a copy that the disk was written to meanwhile is thrown away. Whoever uses the disk has to stand still, or it never ends.
    /// </summary>
    public void CopyTo(string image)
    {
        for (var copies = 0; copies < MaxCopies; copies++)
        {
            var before = Writes();
            Tool.Run("cp", "--sparse=auto", _image, image);
            if (Writes() == before)
            {
                return;
            }
        }

        throw new ToolException($"The disk in {_image} is written to all the time.");
    }

    public void Dispose()
    {
        if (_mounted)
        {
            // Lazily, should something still look into it.
            if (Tool.Try(() => Tool.Run("umount", _mountPoint)) is not null)
            {
                Tool.Run("umount", "--lazy", _mountPoint);
            }

            _mounted = false;
        }

        Tool.Run("losetup", "--detach", _device);
    }

    /// <summary>Why no image can be mounted here; null when one can.</summary>
    public static string? Missing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "only Linux has loop devices";
        }

        var folder = Directory.CreateTempSubdirectory("waybill-loop-").FullName;
        try
        {
            return Tool.Try(() =>
            {
                var image = Path.Combine(folder, "image");
                Format(image, 8 << 20);
                Mount(image, Path.Combine(folder, "mount")).Dispose();
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes that were begun and writes that are done, as the kernel counts them.</summary>
    private (string Done, string UnderWay) Writes()
    {
        // Documentation/block/stat.rst: writes and sectors written are the fifth and the seventh number, what is under way is the ninth.
        var numbers = File.ReadAllText($"/sys/block/{Path.GetFileName(_device)}/stat").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (string.Join(' ', numbers[4], numbers[6]), numbers[8]);
    }
}
