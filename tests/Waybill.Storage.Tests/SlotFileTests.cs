using Waybill.Storage.Devices;
using Waybill.Storage.Slots;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>Slots hold what was written whole, and nothing else, whatever becomes of the process or the file.</summary>
public sealed class SlotFileTests : TempDataDirectory
{
    private const string Name = "slots";
    private const int Count = 100;

    [Fact]
    public void What_is_written_is_there_for_the_next_who_opens_the_file()
    {
        var device = new DirectoryDevice(Folder);
        using var first = SlotFile.Open(device, Name, Count, out var damage);
        Assert.Null(damage);
        first.Write(0, Payload(1));
        first.Write(Count - 1, Payload(2));
        first.Write(5, Payload(3));
        first.Clear(5);

        // As long as the first one is open: nothing is left to the end.
        using var second = SlotFile.Open(device, Name, Count, out damage);
        Assert.Null(damage);
        Assert.Equal([(0, 1), (Count - 1, 2)], Taken(second));
        second.Clear(0);
        Assert.Equal([(Count - 1, 2)], Taken(first));
    }

    [Fact]
    public void A_mapped_file_is_as_long_as_it_was_and_survives_being_closed_twice()
    {
        var device = new DirectoryDevice(Folder);
        using (var file = device.Create("f", 10))
        {
            file.Write(0, [1, 2, 3]);
        }

        var mapping = device.Map("f");
        Assert.Equal([1, 2, 3, 0, 0, 0, 0, 0, 0, 0], mapping.Bytes.ToArray());
        mapping.Bytes[9] = 7;
        mapping.Dispose();
        mapping.Dispose();
        Assert.Equal([1, 2, 3, 0, 0, 0, 0, 0, 0, 7], File.ReadAllBytes(Path.Combine(Folder, "f")));
        Assert.Throws<FileNotFoundException>(() => device.Map("none"));
    }

    [Fact]
    public void A_slot_that_was_written_in_part_is_free()
    {
        var device = new SimulatedDevice();
        using (var file = SlotFile.Open(device, Name, Count, out _))
        {
            file.Write(3, Payload(1));
        }

        var old = device[Name].Bytes.ToArray();
        using (var file = SlotFile.Open(device, Name, Count, out _))
        {
            file.Write(3, Payload(2));
        }

        // What is stored last is missing.
        var whole = device[Name].Bytes.ToArray();
        for (var stored = 1; stored <= 48; stored++)
        {
            old.CopyTo(device[Name].Bytes, 0);
            whole.AsSpan(4096 + (3 * 64), stored).CopyTo(device[Name].Bytes.AsSpan(4096 + (3 * 64)));
            using var file = SlotFile.Open(device, Name, Count, out var damage);
            Assert.Null(damage);
            Assert.Empty(Taken(file));
        }
    }

    [Fact]
    public void A_power_cut_leaves_some_of_the_slots_or_a_file_that_begins_anew()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var device = new SimulatedDevice();
            using (var file = SlotFile.Open(device, Name, Count, out _))
            {
                for (var slot = 0; slot < Count; slot++)
                {
                    file.Write(slot, Payload((byte)(slot + 1)));
                }
            }

            using var after = SlotFile.Open(device.AfterPowerCut(new Random(seed)), Name, Count, out _);
            Assert.All(Taken(after), taken => Assert.Equal(taken.Slot + 1, taken.Value));
        }
    }

    [Fact]
    public void Another_number_of_slots_begins_anew()
    {
        var device = new SimulatedDevice();
        using (var file = SlotFile.Open(device, Name, Count, out _))
        {
            file.Write(3, Payload(1));
        }

        using var other = SlotFile.Open(device, Name, Count + 1, out var damage);
        Assert.Contains("100 slots", damage, StringComparison.Ordinal);
        Assert.Empty(Taken(other));
    }

    private static ulong[] Payload(byte value) => [.. Enumerable.Repeat((ulong)value, SlotFile.PayloadWords)];

    private static List<(int Slot, int Value)> Taken(SlotFile file)
    {
        var taken = new List<(int, int)>();
        Span<ulong> payload = stackalloc ulong[SlotFile.PayloadWords];
        for (var slot = 0; slot < file.Count; slot++)
        {
            if (file.TryRead(slot, payload))
            {
                Assert.False(payload.ContainsAnyExcept(payload[0]));
                taken.Add((slot, (int)payload[0]));
            }
        }

        return taken;
    }
}
