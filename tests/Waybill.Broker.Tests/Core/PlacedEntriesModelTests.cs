using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Core;

/// <summary>The heap that is written down against a sorted set.</summary>
public sealed class PlacedEntriesModelTests(ITestOutputHelper output)
{
    private static readonly Comparer<Placement> s_order = Comparer<Placement>.Create(
        static (left, right) => left.Due == right.Due ? left.Entry.CompareTo(right.Entry) : left.Due.CompareTo(right.Due)
    );

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Random_use_gives_the_first_one_due_and_loses_none(long budget)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 20; run++)
        {
            Run(new Random(seed + run), budget);
        }
    }

    /// <summary>Nothing else is in memory than the loose ones: so many messages that wait for a retry take no memory that follows them.</summary>
    [Fact]
    public void What_is_over_the_budget_lies_in_the_file()
    {
        const int Count = 100_000;
        var pages = new IndexPages(new SimulatedDevice(), budgetBytes: 0, IndexSizes.Default);
        var placed = new PlacedEntries(pages);
        for (var i = 1; i <= Count; i++)
        {
            placed.Add(Entry(i, due: 1_000_000 - i));
        }

        Assert.InRange(pages.Paged, Count * 10 / IndexSizes.Default.PageBytes, Count * 20 / IndexSizes.Default.PageBytes);
        Assert.InRange(pages.InMemory, 0, 64 * IndexSizes.Default.PageBytes);
        for (var i = Count; i >= 1; i--)
        {
            Assert.True(placed.TryPeek(out var first));
            Assert.Equal(1_000_000 - i, first.Due);
            placed.Dequeue();
        }

        Assert.Equal((0, 0), (pages.Paged, pages.InMemory));
    }

    private static void Run(Random random, long budget)
    {
        var pages = new IndexPages(new SimulatedDevice(), budget, new IndexSizes(random.Next(96, 256), LooseEntries: random.Next(2, 20)));
        var placed = new PlacedEntries(pages);
        var model = new SortedSet<Placement>(s_order);
        for (var step = 1; step <= 6_000; step++)
        {
            var grows = step / 1_500 % 2 == 0 ? 7 : 3;
            switch (random.Next(10))
            {
                case 0 when random.Next(100) == 0:
                    var asked = model.Where(_ => random.Next(3) == 0).ToHashSet();
                    Assert.Equal(asked, placed.Remove(asked.Contains).ToHashSet());
                    model.ExceptWith(asked);
                    break;
                case 0 when random.Next(100) == 0:
                    placed.Clear();
                    model.Clear();
                    break;
                case 0 when random.Next(20) == 0:
                    var loose = new List<Placement>();
                    var runs = new List<EntryRun>();
                    placed.Share(loose, runs);
                    Assert.Equal(model, loose.Concat(runs.SelectMany(static run => run.Placements())).Order(s_order));
                    Assert.Equal(model, placed.All().Order(s_order));
                    Assert.Equal(model.Take(5), placed.Among(5).Order(s_order).Take(5));
                    break;
                case var action when action < grows:
                    var added = Entry(step, random.Next(3) == 0 ? 0 : random.Next(1, 5_000));
                    placed.Add(added);
                    model.Add(added);
                    break;
                default:
                    Assert.Equal(model.Count > 0, placed.TryPeek(out var first));
                    if (model.Count > 0)
                    {
                        Assert.Equal(model.Min, first);
                        placed.Dequeue();
                        model.Remove(first);
                    }

                    break;
            }

            Assert.Equal(model.Count, placed.Count);
        }

        placed.Clear();
        Assert.Equal((0, 0), (pages.Paged, pages.InMemory));
    }

    internal static EntryRun Write(IReadOnlyCollection<Placement> placements)
    {
        var bytes = new byte[placements.Count * PlacementCodec.MaxBytes];
        MessageRef none = default;
        var length = 0;
        foreach (var placement in placements)
        {
            length += PlacementCodec.Write(bytes.AsSpan(length), placement, ref none);
        }

        return new EntryRun(bytes.AsMemory(0, length), placements.Count, default)
        {
            Volatile = placements.Count(static placement => placement.Entry.Message.IsInMemory),
        };
    }

    private static Placement Entry(int number, long due) =>
        new(
            new QueueEntry(new MessageRef(32L * number, number % 3), number % 5 == 0 ? (32L * number) + 32_000 : 0, number % 7, number % 2),
            due,
            false
        );
}
