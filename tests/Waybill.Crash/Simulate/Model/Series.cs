namespace Waybill.Crash.Simulate.Model;

/// <summary>What a producer has published over all lives of the broker: its watermark stands for just that part of it which is stored.</summary>
/// <param name="name">The producer's name.</param>
internal sealed class Series(string name)
{
    private readonly SortedDictionary<long, Numbered> _numbers = [];

    public string Name => name;

    /// <summary>The highest number that is stored, as the broker said it last; -1: none.</summary>
    public long Watermark { get; private set; } = -1;

    /// <summary>The numbers that are stored.</summary>
    public IEnumerable<Numbered> Stored => _numbers.Values.TakeWhile(numbered => numbered.Sequence <= Watermark);

    /// <summary>A message is about to be published with a number. One that was refused at its call may have its number again.</summary>
    public void Add(Numbered numbered) => _numbers[numbered.Sequence] = numbered;

    /// <summary>The broker says what is stored; from then on it is so for good.</summary>
    /// <returns>What is wrong with that; null when nothing is.</returns>
    public string? Open(long watermark)
    {
        if (watermark >= 0 && !_numbers.ContainsKey(watermark))
        {
            return $"the watermark is {watermark}, a number that was never published";
        }

        if (watermark < Watermark)
        {
            return $"the watermark was {Watermark} and is {watermark}";
        }

        Watermark = watermark;
        foreach (var numbered in _numbers.Values.ToList())
        {
            if ((numbered.Sequence <= watermark ? Keep(numbered) : Drop(numbered)) is { } wrong)
            {
                return $"the watermark is {watermark}, and message {numbered.Message} with number {numbered.Sequence} {wrong}";
            }
        }

        return null;
    }

    private static string? Keep(Numbered numbered)
    {
        var wrong =
            numbered.IsRefused ? "was refused"
            : numbered.Change.WasFound == false ? "is not there"
            : null;
        numbered.Change.WasFound = true;
        return wrong;
    }

    private string? Drop(Numbered numbered)
    {
        _numbers.Remove(numbered.Sequence);
        if (numbered.IsCertain)
        {
            return "is stored";
        }

        numbered.Change.WasFound = false;
        return null;
    }
}
