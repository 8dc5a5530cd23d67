using Waybill.Generated.Json;

namespace Waybill.Runtime.Hosting;

/// <summary>Looks through a message and those that it holds for one without JSON.</summary>
internal static class JsonReach
{
    /// <summary>The first one's name; null where all have it.</summary>
    public static string? FirstWithout(NestedJson message)
    {
        var seen = new HashSet<JsonForm>();
        var open = new Stack<NestedJson>();
        open.Push(message);
        while (open.TryPop(out var next))
        {
            if (next.Serializer is not { } serializer)
            {
                return next.Name;
            }

            foreach (var nested in seen.Add(serializer) ? serializer.Nested : [])
            {
                open.Push(nested);
            }
        }

        return null;
    }
}
