using Microsoft.Extensions.Configuration;

namespace Waybill.Runtime.Configuration;

/// <summary>
/// Finds the sections of queues below <c>Waybill:Queues</c>. A name may hold the character that divides configuration's keys, so that <c>tenant:orders</c> is two
/// sections deep: their keys are joined again, and of <c>tenant</c> and <c>tenant:orders</c> the longer name has what lies below it.
/// </summary>
internal sealed class QueueSections(IReadOnlyCollection<string> queues)
{
    public IReadOnlyCollection<string> Queues => queues;

    /// <summary>The queue of that name; null for none. Configuration does not tell upper case from lower case, and queue names do: the exact name wins.</summary>
    public string? Find(string name) =>
        queues.FirstOrDefault(queue => queue == name)
        ?? queues.FirstOrDefault(queue => string.Equals(queue, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How the names of queues that begin with the name and a separator go on.</summary>
    public IEnumerable<string> Further(string name) =>
        from queue in queues
        where queue.StartsWith(name + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
        select queue[(name.Length + 1)..];

    /// <summary>Whether the name is a queue's or leads to one.</summary>
    public bool Has(string name) => Find(name) is not null || Further(name).Any();
}
