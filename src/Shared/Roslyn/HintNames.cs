using System.Globalization;
using System.Text;

namespace Waybill.Roslyn;

/// <summary>Names of generated files: stable, since a name that changes leaves a stale file behind in IDEs.</summary>
internal static class HintNames
{
    /// <summary>
    /// <c>Shop.OrderCreated.Message.g.cs</c>. The compiler compares hint names without case and types with it, so a type whose name is not in Pascal
    /// case gets a number that tells <c>order</c> from <c>Order</c>; and so does one of <paramref name="alike"/>.
    /// </summary>
    /// <param name="fullName">The type's full name.</param>
    /// <param name="kind">What was generated for it.</param>
    /// <param name="alike">What <see cref="Alike"/> says of all types.</param>
    public static string Of(string fullName, string kind, EquatableArray<string> alike)
    {
        var name = new StringBuilder();
        uint upper = 2166136261;
        var isPascal = true;
        for (var i = 0; i < fullName.Length; i++)
        {
            var next = fullName[i];
            var beginsWord = i == 0 || fullName[i - 1] is '.' or '_';
            isPascal &= !beginsWord || !char.IsLower(next);
            isPascal &= beginsWord || !char.IsUpper(next) || !char.IsUpper(fullName[i - 1]);
            upper = unchecked((upper ^ next) * 16777619);
            name.Append(char.IsLetterOrDigit(next) || next is '.' or '_' ? next : '-');
        }

        if (!isPascal || alike.Contains(fullName))
        {
            name.Append('-').Append(upper.ToString("x8", CultureInfo.InvariantCulture));
        }

        return name.Append('.').Append(kind).Append(".g.cs").ToString();
    }

    /// <summary>The names in Pascal case that differ only in where words begin, such as <c>CheckOut</c> and <c>Checkout</c>: hardly ever any.</summary>
    public static EquatableArray<string> Alike(IEnumerable<string> fullNames) =>
        fullNames
            .Distinct()
            .GroupBy(name => Of(name, "", default), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();
}
