using System.Globalization;
using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.InFlight;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.InFlight;

/// <summary>What the file of marks says, byte by byte, and what is left of it when it is damaged.</summary>
public sealed class InFlightFileTests
{
    private const int Line = 64;
    private static readonly InFlightMark s_handled = new(7, new MessageRef(0x1122_3344_5560, 3), new Guid(Ids(0x10)), Epoch: 1027, 0);
    private static readonly InFlightMark s_alone = new(7, new MessageRef(4160, 0), new Guid(Ids(0x20)), Epoch: 1025, 0);
    private static readonly InFlightMark s_suspect = new(7, new MessageRef(4160, 0), new Guid(Ids(0x20)), Epoch: 0, Crashes: 2);
    private static readonly InFlightMark s_other = new(9, new MessageRef(8192, 1), new Guid(Ids(0x30)), Epoch: 0, Crashes: 1);
    private static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "InFlight", "Golden", "inflight-v1.hex");

    [Fact]
    public async Task The_bytes_are_those_of_version_1()
    {
        var device = new SimulatedDevice();
        Write(device);
        Assert.Equal(await File.ReadAllTextAsync(s_golden, TestContext.Current.CancellationToken), Dump(device[InFlightFile.Name].Bytes));
    }

    [Fact]
    public async Task A_file_of_version_1_can_be_read()
    {
        var device = new SimulatedDevice();
        device.Create(InFlightFile.Name, 135_168).Dispose();
        foreach (var line in await File.ReadAllLinesAsync(s_golden, TestContext.Current.CancellationToken))
        {
            var bytes = Convert.FromHexString(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            bytes.CopyTo(
                device[InFlightFile.Name].Bytes,
                int.Parse(line.AsSpan(0, 5), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            );
        }

        Assert.Equal(s_left, Read(device));
    }

    [Fact]
    public void What_was_handled_alone_has_a_crash_more_and_everything_else_what_it_had()
    {
        var device = new SimulatedDevice();
        Write(device);
        Assert.Equal(s_left, Read(device));
    }

    /// <summary>A power cut may bring back the page of an earlier life, whose leases had the same numbers.</summary>
    [Theory]
    [InlineData(9, 4160, 0)]
    [InlineData(7, 4192, 0)]
    [InlineData(7, 4160, 1)]
    public void Another_message_that_was_alone_under_the_same_number_gives_nobody_a_crash(int queue, long position, int index)
    {
        var device = new SimulatedDevice();
        Write(device);
        using (var file = InFlightFile.Open(device, out _))
        {
            file.SetAlone(queue, new DeliveryToken(position, index, s_alone.Epoch));
        }

        Assert.Equal([s_suspect, s_other, s_handled with { Epoch = 0 }], Read(device));
    }

    [Fact]
    public void Once_begun_anew_nothing_is_counted_twice()
    {
        var device = new SimulatedDevice();
        Write(device);
        for (var i = 0; i < 3; i++)
        {
            using var file = InFlightFile.Open(device, out _);
            file.Begin([.. Read(device)]);
        }

        Assert.Equal(s_left, Read(device));
    }

    [Fact]
    public void Whatever_bit_turns_over_nobody_is_suspected_who_was_not_there()
    {
        var device = new SimulatedDevice();
        Write(device);
        var bytes = device[InFlightFile.Name].Bytes;
        var used = Enumerable.Range(0, bytes.Length / Line).Where(line => bytes.AsSpan(line * Line, Line).ContainsAnyExcept((byte)0));
        foreach (var offset in used.ToList().SelectMany(line => Enumerable.Range(line * Line, Line)))
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var damaged = device.AfterKill();
                damaged[InFlightFile.Name].Flip(offset, bit);
                foreach (var mark in Read(damaged))
                {
                    Assert.Contains(s_left, whole => whole with { Crashes = 0 } == mark with { Crashes = 0 });
                    Assert.InRange(mark.Crashes, 0, s_left.Single(whole => whole.MessageId == mark.MessageId).Crashes);
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(5000)]
    [InlineData(135_167)]
    public void A_file_that_was_cut_off_begins_anew(int length)
    {
        var device = new SimulatedDevice();
        Write(device);
        device[InFlightFile.Name].Truncate(length);

        using (InFlightFile.Open(device, out var damage))
        {
            Assert.NotNull(damage);
        }

        using (InFlightFile.Open(device, out var damage))
        {
            Assert.Null(damage);
        }

        Assert.Empty(Read(device));
    }

    [Fact]
    public void A_file_of_another_version_begins_anew()
    {
        var device = new SimulatedDevice();
        Write(device);
        var header = device[InFlightFile.Name].Bytes.AsSpan(0, Line);
        header[8] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(header[60..], Storage.Format.Crc32C.Of(header[..60]));

        using var file = InFlightFile.Open(device, out var damage);

        Assert.Contains("version 2", damage, StringComparison.Ordinal);
        Assert.Empty(file.ReadLeft());
    }

    private static readonly InFlightMark[] s_left = [s_suspect with { Crashes = 3 }, s_other, s_handled with { Epoch = 0 }];

    private static byte[] Ids(byte first) => [.. Enumerable.Range(first, 16).Select(number => (byte)number)];

    private static void Write(SimulatedDevice device)
    {
        using var file = InFlightFile.Open(device, out var damage);
        Assert.Null(damage);
        Assert.Equal([1024, 1025], file.Begin([s_suspect, s_other]));
        file.SetAlone(s_alone.Queue, new DeliveryToken(s_alone.Message.Lsn, s_alone.Message.Index, s_alone.Epoch));
        file.Write(1, s_alone);
        file.Write(3, s_handled);
        // Free again, and its bytes stay.
        file.Write(5, s_handled);
        file.Clear(5);
    }

    private static IEnumerable<InFlightMark> Read(SimulatedDevice device)
    {
        using var file = InFlightFile.Open(device, out _);
        return [.. file.ReadLeft().OrderBy(mark => Array.FindIndex(s_left, left => left.MessageId == mark.MessageId))];
    }

    private static string Dump(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += Line)
        {
            if (bytes.AsSpan(at, Line).ContainsAnyExcept((byte)0))
            {
                text.Append(CultureInfo.InvariantCulture, $"{at:x5} {Convert.ToHexStringLower(bytes.AsSpan(at, Line))}\n");
            }
        }

        return text.ToString();
    }
}
