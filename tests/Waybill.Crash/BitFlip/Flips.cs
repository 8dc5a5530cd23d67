using Waybill.Crash.Journals;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.BitFlip;

/// <summary>Flips one bit of a journal and judges what opening it comes to. For one thread at a time.</summary>
internal sealed class Flips(Report report, Func<IStorageDevice, IStorageDevice> wiring, WrittenJournal journal)
{
    private readonly Opening _opening = new(wiring);
    private readonly Regions _regions = new(journal);
    private readonly Dictionary<string, byte[]> _pristine = Opening.BytesOf(journal.Copy());
    private SimulatedDevice _folder = journal.Copy();
    private int _reported;
    private int _cut;
    private int _harmless;

    public async Task FlipAsync(string file, int offset, int bit)
    {
        var region = _regions.Find(file, offset);
        if (await (region.IsKnownDurable ? RefuseAsync(file, offset, bit, region) : HoldAsync(file, offset, bit)) is { } broken)
        {
            var image = journal.Copy();
            image[file].Flip(offset, bit);
            report.Violation($"bit {bit} of byte {offset} of {file}: {broken}", () => KeptImage.Write("bit-flip", image));
            _folder = journal.Copy();
        }
    }

    /// <summary>What the flips came to: reported, taken for a torn write, harmless.</summary>
    public (int Reported, int Cut, int Harmless) Counts => (_reported, _cut, _harmless);

    private async Task<string?> RefuseAsync(string file, int offset, int bit, Region region)
    {
        _reported++;
        Flip();
        var broken = await _opening.IsRefusedAsync(_folder, _pristine, journal.Records, file, region.Offset, region.Next);
        // Nothing was changed, so the same folder serves again.
        Flip();
        return broken;

        void Flip()
        {
            _folder[file].Flip(offset, bit);
            _pristine[file][offset] ^= (byte)(1 << bit);
        }
    }

    /// <summary>Nothing says that the byte was durable, or nothing depends on it: the log opens with all that is whole.</summary>
    private async Task<string?> HoldAsync(string file, int offset, int bit)
    {
        var folder = journal.Copy();
        folder[file].Flip(offset, bit);
        var intact = journal.Compare(folder).Intact;
        _ = intact < journal.Records.Count ? _cut++ : _harmless++;
        return await _opening.HoldsAsync(folder, [.. journal.Records.Take(intact)]);
    }
}
