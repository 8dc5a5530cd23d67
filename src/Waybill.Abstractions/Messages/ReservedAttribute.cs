namespace Waybill;

/// <summary>
/// Keeps the numbers of members that were removed from being used again: an old reader would take a new member's value for the removed one's, and a new reader the
/// reverse. Later members keep their numbers, because declaration order passes over reserved ones.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ReservedAttribute : Attribute
{
    /// <summary>Reserves numbers.</summary>
    /// <param name="numbers">The numbers, each as <see cref="FieldAttribute"/> takes them.</param>
    public ReservedAttribute(params int[] numbers) => Numbers = numbers;

    /// <summary>Reserves the number of a removed member, and says its name.</summary>
    /// <param name="number">The number.</param>
    /// <param name="name">The name that the member had; no member may have it again.</param>
    public ReservedAttribute(int number, string name)
    {
        Numbers = [number];
        Name = name;
    }

    /// <summary>The numbers.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>The name; null where only numbers are reserved.</summary>
    public string? Name { get; }
}
