namespace Waybill.Crash.Faults;

/// <summary>What the children of a folder have said, and what must be there because of it.</summary>
internal sealed class FaultLedger
{
    private readonly HashSet<int> _attempted = [];
    private readonly HashSet<int> _confirmed = [];
    private readonly HashSet<int> _handedIn = [];
    private readonly HashSet<int> _settled = [];

    public void Add(IEnumerable<Entry> entries)
    {
        foreach (var (step, text) in entries)
        {
            _ = step switch
            {
                Step.Publishing => _attempted.Add(int.Parse(text)),
                Step.Confirmed => _confirmed.Add(int.Parse(text)),
                Step.Settling => _handedIn.Add(int.Parse(text)),
                Step.Settled => _settled.Add(int.Parse(text)),
                _ => false,
            };
        }
    }

    /// <summary>What is wrong with a queue that holds these; null when nothing is.</summary>
    public string? Judge(IReadOnlyList<int> stored)
    {
        var there = stored.ToHashSet();
        return there.Contains(-1) ? "a message's body is not its own"
            : there.Count != stored.Count ? "a message is there twice"
            : !stored.Order().SequenceEqual(stored) ? "the messages are not in their order"
            : Any(there.Except(_attempted)) is { } invented ? $"message {invented} was never published"
            : Any(_confirmed.Except(there).Except(_handedIn)) is { } lost ? $"message {lost} was confirmed and is gone"
            : Any(_settled.Intersect(there)) is { } back ? $"message {back} was settled and is there again"
            : null;
    }

    private static int? Any(IEnumerable<int> numbers) => numbers.Select(number => (int?)number).FirstOrDefault();
}
