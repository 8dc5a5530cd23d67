using System.Collections;
using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Core;

/// <summary>In what parts a checkpoint is made.</summary>
public sealed class CheckpointContentTests
{
    [Fact]
    public void More_keys_than_an_array_has_room_for_are_written_a_few_at_a_time()
    {
        var state = new StateSnapshot([], [], new ManyClaims(int.MaxValue), []);

        var parts = CheckpointContent.Write(state).Take(100).ToList();

        Assert.All(parts, static part => Assert.InRange(part.Length, 1, 100_000));
        Assert.InRange(parts.Sum(static part => part.Length), 90 * 24 * 1000, long.MaxValue);
    }

    private sealed class ManyClaims(int count) : IReadOnlyList<KeyValuePair<InboxKey, long>>
    {
        public int Count => count;

        public KeyValuePair<InboxKey, long> this[int index] => new(new InboxKey(0, (ulong)index), index);

        public IEnumerator<KeyValuePair<InboxKey, long>> GetEnumerator() =>
            Enumerable.Range(0, count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
