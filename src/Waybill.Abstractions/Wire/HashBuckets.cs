namespace Waybill.Generated;

/// <summary>
/// Counts how many keys fall into each bucket of a hash table. The hash codes of numbers are no secret: whoever chooses keys that share a bucket makes each look-up
/// a walk over all of them. Those of text are (they are seeded in each process), so text needs no count.
/// </summary>
/// <param name="capacity">How many buckets the table has: in .NET as many as entries that it has room for.</param>
internal readonly struct HashBuckets<T>(int capacity)
{
    private readonly int[]? _counts = new int[capacity];

    /// <summary>How many buckets are counted; 0 when nothing is counted yet.</summary>
    public int Capacity => _counts?.Length ?? 0;

    /// <summary>Whether so many keys can be too many for one bucket.</summary>
    public static bool AreWatched(int count) => typeof(T) != typeof(string) && count > ProtoReader.MaxBucket;

    /// <summary>What is wrong with keys of which too many share a bucket.</summary>
    public static string Crowded =>
        $"More than {ProtoReader.MaxBucket} keys of type {typeof(T)} share a bucket of their hash table, as only keys chosen to slow the reader down do";

    /// <summary>The elements, each once; null when too many of them share a bucket.</summary>
    public static HashSet<T>? ToSet(ReadOnlySpan<T> items)
    {
        var set = new HashSet<T>(items.Length);
        var buckets = AreWatched(items.Length) ? new HashBuckets<T>(set.Capacity) : default;
        foreach (var item in items)
        {
            if (set.Add(item) && buckets.Capacity != 0 && !buckets.TryAdd(item))
            {
                return null;
            }
        }

        return set;
    }

    /// <summary>Counts a key that the table did not have.</summary>
    /// <returns>False when its bucket has more than <see cref="ProtoReader.MaxBucket"/> keys now.</returns>
    public bool TryAdd(T key)
    {
        var hash = (uint)(key is null ? 0 : EqualityComparer<T>.Default.GetHashCode(key));
        return ++_counts![hash % (uint)_counts.Length] <= ProtoReader.MaxBucket;
    }
}
