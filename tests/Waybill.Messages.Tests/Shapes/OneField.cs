using System.Collections.Immutable;

namespace Waybill.Messages.Tests.Shapes;

/// <summary>One field each, that is one and the same on the wire.</summary>
[Message]
public sealed partial record Whole(int[] Items);

[Message]
public sealed partial record AsList(ImmutableList<int> Items);

[Message]
public sealed partial record AsSet(HashSet<int> Items);

[Message]
public sealed partial record AsImmutableSet(ImmutableHashSet<int> Items);

[Message]
public sealed partial record AsTextSet(HashSet<string> Items);

[Message]
public sealed partial record AsView(IReadOnlyCollection<int> Items);

[Message]
public sealed partial record AsMapView(IReadOnlyDictionary<string, int> Items);

[Message]
public sealed partial record AsSortedMap(SortedDictionary<string, int> Items);

[Message]
public sealed partial record AsImmutableMap(ImmutableDictionary<string, int> Items);

[Message]
public sealed partial record LongMap(Dictionary<long, byte[]> Items);
