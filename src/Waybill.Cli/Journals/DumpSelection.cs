using System.Globalization;

namespace Waybill.Cli.Journals;

/// <summary>What of a journal is shown.</summary>
/// <param name="From">The first position.</param>
/// <param name="To">The last position.</param>
/// <param name="Queue">Only what speaks of this queue; null for everything.</param>
internal sealed record DumpSelection(long From, long To, string? Queue)
{
    // Enough to find the name that was meant.
    private const int ShownNames = 20;

    public bool Contains(long lsn) => lsn >= From && lsn <= To;

    /// <summary>Refuses a selection that a folder has nothing of, unless it is of a queue that is there and all of the log.</summary>
    /// <param name="queues">The names of the folder's queues.</param>
    /// <exception cref="InputException">There is no such queue, or no such record in the range.</exception>
    public void RequireSomething(IEnumerable<string> queues)
    {
        var names = queues.Order(StringComparer.Ordinal).ToList();
        if (Queue is not null && !names.Contains(Queue))
        {
            throw new InputException($"No queue '{Queue}' in this folder; there are {Names(names)}.");
        }

        if (RangeText is { } range)
        {
            throw new InputException($"No record {range}{(Queue is null ? "" : $" speaks of queue '{Queue}'")}.");
        }
    }

    private string? RangeText =>
        (From > 0, To < long.MaxValue) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"between LSN {From} and {To}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $"from LSN {From} on"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"up to LSN {To}"),
            _ => null,
        };

    private static string Names(List<string> names) =>
        names.Count == 0 ? "none"
        : names.Count <= ShownNames ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(ShownNames))} and {names.Count - ShownNames} more";
}
