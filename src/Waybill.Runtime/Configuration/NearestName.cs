using Waybill.Topologies;

namespace Waybill.Runtime.Configuration;

/// <summary>Finds what was probably meant: the name with the fewest mistakes of typing.</summary>
internal static class NearestName
{
    /// <summary>The name; null where more than a third of the letters would be mistakes, for then it is another word.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Name: candidate, Distance: EditDistance.Of(name, candidate)))
            .Where(candidate => candidate.Distance * 3 <= Math.Max(name.Length, candidate.Name.Length))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
}
